import type { Court } from '../court/court.ts';
import type { TextAttributes } from '../definitions/text-settings.ts';
import type { RolePrincipal } from '../policy/policy.ts';

/** The settings of all texts, as SetSMSAttributes changes them. */
export interface TextSettings {
  readonly attributes: TextAttributes;
  /**
   * Changes those that are given.
   * @throws Error with the law's reason unless the caller may set them, and may pass the role that
   *   they name to SNS
   */
  set(attributes: TextAttributes, caller: RolePrincipal): void;
}

/** No settings yet, as in a new account. */
export function createTextSettings(court: Court): TextSettings {
  let current: TextAttributes = {};

  function allow(action: string, resource: string, principal: RolePrincipal): void {
    const context = action === 'iam:PassRole' ? { 'iam:PassedToService': 'sns.amazonaws.com' } : {};
    const { allowed, reason } = court.judge(
      { action, resource, principal, context },
      { kind: 'none' },
    );
    if (!allowed) throw new Error(reason);
  }

  return {
    get attributes() {
      return current;
    },
    set(attributes, caller) {
      // The settings have no ARN.
      allow('sns:SetSMSAttributes', '*', caller);
      const { DeliveryStatusIAMRole: role } = attributes;
      if (role !== undefined) allow('iam:PassRole', role, caller);
      current = { ...current, ...attributes };
    },
  };
}
