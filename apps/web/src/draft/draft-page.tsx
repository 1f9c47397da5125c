/** Placeholder until the screen is written. */
export function DraftPage() {
  return null;
}
