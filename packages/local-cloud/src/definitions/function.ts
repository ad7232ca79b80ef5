import type { Policy } from '../policy/policy.ts';

/** A function of the template with every reference resolved. */
export interface FunctionDefinition {
  /** Physical name. */
  name: string;
  arn: string;
  /**
   * The folder it was bundled from, such as `read-order`: its POWERTOOLS_SERVICE_NAME, else its
   * logical id.
   */
  folder: string;
  roleArn: string;
  /** Folder of the bundle on this machine. */
  code: string;
  /** `index.handler`: the module's name and its export. */
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  environment: Readonly<Record<string, string>>;
  /** The most events at once; left out where the template reserves none. */
  reservedConcurrency?: number;
  /** Who may invoke it, as its AWS::Lambda::Permission resources say; nothing when it has none. */
  policy: Policy | undefined;
}
