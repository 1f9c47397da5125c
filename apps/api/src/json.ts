/**
 * The first key that an object of a JSON text has twice, as its reader would know it, or null. `JSON.parse` keeps the last
 * of two silently, so that what one reader checked another may not see (RFC 8259 §4). The text must be valid JSON.
 */
export function doubledKey(text: string): string | null {
  // The keys seen of each object we are in; null for a list.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      let after = at + 1;
      while (/\s/.test(text[after] ?? '')) after++;
      if (text[after] !== ':') continue;
      // Written with or without escapes, it is the same key.
      const key = JSON.parse(text.slice(start, at + 1)) as string;
      const seen = open.at(-1);
      if (seen?.has(key)) return key;
      seen?.add(key);
    }
  }
  return null;
}
