/** Placeholder until the screen is written. */
export function RequestsPage() {
  return null;
}
