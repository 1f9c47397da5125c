// The description that the API gives of itself, as tests read it: what there is to ask, and whether an answer is what it
// says.
import type { App } from '@rogatoria/api/server.ts';
import { schemaErrors } from '@rogatoria/workflows';

export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  path: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  summary?: string;
  description?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

/** `get /api/cases/{id}`: what an operation is called in tables. */
export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into as it comes
export async function descriptionOf(app: App): Promise<{ document: any; operations: Operation[] }> {
  const document = (await app.inject({ url: '/api/openapi.json' })).json();
  const operations = Object.entries(document.paths as Record<string, Record<string, object>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }) as Operation),
  );
  return { document, operations };
}

/** Whether an answer is what the description says of it; throws what is wrong. */
export function check(operation: Operation, status: number, type: string, body: string): void {
  const name = `${nameOf(operation)} ${status}`;
  // These can come from any route: no JSON, no such type, too large, too many, the database away.
  const anywhere = [400, 413, 415, 429].includes(status);
  const described = operation.responses[status];
  if (!described && !anywhere) throw new Error(`${name} is not described: ${body.slice(0, 300)}`);
  const problem = operation.responses['401'] ?? operation.responses['422'];
  const content = (described ?? problem)?.content;
  const [mime = '', schema] =
    Object.entries(content ?? {}).map(([key, value]) => [key, value.schema] as const)[0] ?? [];
  if (status >= 400 && !type.startsWith('application/problem+json')) throw new Error(`${name} comes as ${type}`);
  if (!schema || !type.startsWith(mime)) return;
  if (!mime.includes('json')) return;
  const errors = schemaErrors(schema as never, JSON.parse(body));
  if (errors.length > 0) throw new Error(`${name} does not match its schema: ${JSON.stringify(errors.slice(0, 5))}`);
}
