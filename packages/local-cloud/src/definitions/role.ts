/** A role of the template. Policy documents are as CloudFormation has them, references resolved. */
export interface Role {
  arn: string;
  name: string;
  /** The policy that says who may assume it. */
  trust: unknown;
  policies: { name: string; document: unknown }[];
  /** Longest session, in seconds; 3600 when left out, as in IAM. */
  maxSessionSeconds?: number;
}
