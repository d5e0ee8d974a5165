"""The hall lead's pages about the plan and about kiosks that were alone; they ask below /api/hall."""
