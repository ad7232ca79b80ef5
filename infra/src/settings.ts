import type { Construct } from 'constructs';

/**
 * A setting given as `cdk deploy -c name=value`, or undefined. Throws when it is given and is not
 * text.
 */
export function contextText(scope: Construct, name: string): string | undefined {
  const value: unknown = scope.node.tryGetContext(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`context ${name} should be text`);
}

/** ODS code that stands for NHS England: `-c nationalOrg=…`, else `X26`. */
export function nationalOrg(scope: Construct): string {
  return contextText(scope, 'nationalOrg') ?? 'X26';
}
