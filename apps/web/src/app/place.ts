/** A place inside this page to return to; anything else is home. */
export const safePlace = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
