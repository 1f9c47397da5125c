/** Placeholder until the screen is written. */
export function FiguresPage() {
  return null;
}
