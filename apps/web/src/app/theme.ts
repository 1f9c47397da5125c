export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const remembered = 'rogatoria.theme';

export function currentTheme(): Theme {
  const stored = localStorage.getItem(remembered);
  return themes.find((theme) => theme === stored) ?? 'system';
}

/** Puts the chosen appearance on the page and remembers it on this computer. */
export function applyTheme(theme: Theme = currentTheme()): void {
  localStorage.setItem(remembered, theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
