import type { TextSettings as Wanted } from '../definitions/text-settings.ts';
import type { Functions } from '../functions/functions.ts';
import type { TextSettings } from '../topic/text-settings.ts';

/**
 * Makes the settings of texts that the template's custom resources make on deployment, as the role
 * of the function that would make the call.
 * @throws Error when the law forbids one: on AWS the deployment would fail
 */
export function setTexts(
  wanted: readonly Wanted[],
  functions: Functions,
  settings: TextSettings,
): void {
  for (const { logicalId, providerArn, attributes } of wanted) {
    try {
      settings.set(attributes, functions.principalOf(providerArn));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${logicalId} (Custom::AWS) could not be deployed: ${reason}`, {
        cause: error,
      });
    }
  }
}
