/** What a function gives API Gateway (payload format 2.0). */
export interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** A JSON answer. */
export function json(
  body: unknown,
  statusCode = 200,
  headers: Record<string, string> = {},
): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
