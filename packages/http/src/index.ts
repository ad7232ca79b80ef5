export type { Access } from './access.ts';
export { json } from './answer.ts';
export type { Answer } from './answer.ts';
export { readCursor, writeCursor } from './cursor.ts';
export { createRoute, unused } from './route.ts';
export type { Request, RouteSpec } from './route.ts';
export { etag, requireMatch } from './if-match.ts';
export { reachPractice } from './practice-access.ts';
