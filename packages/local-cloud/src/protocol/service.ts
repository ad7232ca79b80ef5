import type { RolePrincipal } from '../policy/policy.ts';

/** A call as it reaches a service: its caller is known, nothing is allowed yet. */
interface ServiceRequest {
  /**
   * The `x-amz-target` header, `DynamoDB_20120810.GetItem`, or empty where the protocol has none.
   */
  target: string;
  /** Method and path, `POST /v2/email/outbound-emails`. */
  route: string;
  body: Buffer;
  principal: RolePrincipal;
}

/** What goes back over the wire. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer | string;
  /** True when the socket is to be destroyed instead of answered. */
  drop?: true;
}

/** One AWS service. The endpoint finds it by the name that callers sign for. */
export interface Service {
  /** Answers one call; throws AwsError for every refusal. */
  answer(request: ServiceRequest): Promise<Answer>;
  /** An error as this service's protocol writes it. */
  refuse(error: AwsError): Answer;
  /** How this service names a caller nobody knows, and one whose session is over. */
  credentialErrors: { unknown: AwsError; expired: AwsError };
}

/** A refusal or failure in AWS's own terms: its code, its wording, its HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further fields of the error, as `CancellationReasons`. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}
