// Each counter's computer remembers its counter.

const KEY = "counter";
const select = document.getElementById("counter");
const kept = localStorage.getItem(KEY);

if (!select.dataset.chosen && kept && [...select.options].some((option) => option.value === kept)) select.value = kept;
select.form.addEventListener("submit", () => localStorage.setItem(KEY, select.value));
