/** The region every resource is in, here as deployed. */
export const REGION = 'eu-west-2';

/** The account number of the local cloud. */
export const ACCOUNT = '000000000000';

/**
 * The start of every queue's URL in the template, as deployed; functions here are given the local
 * endpoint instead.
 */
export const QUEUE_ORIGIN = `https://sqs.${REGION}.amazonaws.com`;

/**
 * The ARN of a resource of this account and region.
 * @param resource the last part, such as `table/orders`
 */
export function arnOf(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** The ARN of a role, which belongs to no region. */
export function roleArnOf(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}
