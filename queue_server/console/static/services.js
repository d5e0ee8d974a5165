// The hall's services as they are now, for the dialogs that choose among them.

/** Whether two names in both languages are the same. */
export const same = (one, other) => one.zh === other.zh && one.en === other.en;

/** The newest picture of departments and services; throws when it does not come. */
export async function fetchServices() {
  const answer = await fetch("/api/pictures/services");
  if (answer.status === 401) location.assign("/sign-in");
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
