/** Placeholder until the screen is written. */
export function HomePage() {
  return null;
}
