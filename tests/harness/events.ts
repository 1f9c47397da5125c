// Listens to `GET /api/events` over a real connection, as a browser does.
export interface Heard {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  data: any;
}

export interface Line {
  status: number;
  heard: Heard[];
  /** every byte that came */
  text(): string;
  /** resolves when the server ends the line */
  ended: Promise<void>;
  until(holds: (heard: Heard[]) => boolean): Promise<void>;
  close(): void;
}

/** @param url where the server listens, without a path */
export async function listenTo(url: string, token: string): Promise<Line> {
  const leaving = new AbortController();
  const answer = await fetch(`${url}/api/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: leaving.signal,
  });
  const heard: Heard[] = [];
  let text = '';
  let rest = '';
  const waiting = new Set<() => void>();
  const read = async () => {
    if (!answer.body) return;
    for await (const part of answer.body.pipeThrough(
      new TextDecoderStream() as never,
    ) as unknown as AsyncIterable<string>) {
      text += part;
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]));
        const event = fields.get('event');
        if (event) heard.push({ event, data: JSON.parse(fields.get('data') ?? 'null') });
      }
      for (const look of waiting) look();
    }
  };
  const ended = read().catch(() => {});
  return {
    status: answer.status,
    heard,
    text: () => text,
    ended,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`not heard within 45 s: ${text}`));
        }, 45_000);
        const look = () => {
          if (!holds(heard)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => leaving.abort(),
  };
}
