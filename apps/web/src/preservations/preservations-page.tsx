/** Placeholder until the screen is written. */
export function PreservationsPage() {
  return null;
}
