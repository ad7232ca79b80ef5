import * as z from 'zod';
import { ACCOUNT, REGION } from '../account/account.ts';
import type { Stack } from './assembly.ts';
import { resolveValue } from './intrinsics.ts';
import type { References } from './intrinsics.ts';
import { identifiersOf, NAME_PROPERTY } from './resources.ts';
import type { Identifiers } from './resources.ts';

/** A resource by the names it would have once deployed. */
export interface Resource {
  stack: string;
  logicalId: string;
  /** CloudFormation's type, such as `AWS::DynamoDB::Table`. */
  type: string;
  /** What `Ref` gives: for most types the physical name. */
  ref: string;
  arn: string | undefined;
  /** Resolves the properties: none holds an intrinsic function any more. */
  properties(): Record<string, unknown>;
}

/**
 * Every resource of every stack whose condition holds, resolved across the stacks as CloudFormation
 * would at deployment. A parameter takes the value given for it or its default, except `PublicUrl`,
 * which is where the local cloud's API answers.
 * @param publicUrl address of the local cloud, such as `http://127.0.0.1:3000`
 * @param parameters values by the parameters' names, as a deployment would be given them
 * @throws Error with one sentence for a type without a body or a parameter that no stack has;
 *   `properties()` for a reference that leads nowhere
 */
export function resolveStacks(
  stacks: readonly Stack[],
  publicUrl: string,
  parameters: Readonly<Record<string, string>>,
): Resource[] {
  for (const name of Object.keys(parameters)) {
    if (stacks.some(({ template }) => name in template.Parameters)) continue;
    throw new Error(`No stack has a parameter "${name}".`);
  }
  const importValue = (name: string): unknown => {
    for (const { stack, references } of scopes) {
      for (const { Export, Value } of Object.values(stack.template.Outputs)) {
        if (Export !== undefined && resolveValue(Export.Name, references) === name) {
          return resolveValue(Value, references);
        }
      }
    }
    return undefined;
  };
  const scopes = stacks.map((stack) => scopeOf(stack, publicUrl, parameters, importValue));
  return scopes.flatMap(({ stack, references, identify }) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || references.condition(Condition))
      .map(([logicalId, { Type, Properties }]) => {
        const { ref, attributes } = identify(logicalId);
        const properties = (): Record<string, unknown> =>
          z.record(z.string(), z.unknown()).parse(resolveValue(Properties, references));
        return { stack: stack.name, logicalId, type: Type, ref, arn: attributes.Arn, properties };
      }),
  );
}

interface Scope {
  stack: Stack;
  references: References;
  identify: (logicalId: string) => Identifiers;
}

function scopeOf(
  stack: Stack,
  publicUrl: string,
  parameters: Readonly<Record<string, string>>,
  imported: (name: string) => unknown,
): Scope {
  const { template, name: stackName } = stack;
  const lost = (what: string): Error =>
    new Error(`The template of ${stackName} refers to ${what}.`);
  const references: References = {
    lost,
    ref: (name) => {
      const pseudo = name === 'AWS::StackName' ? stackName : PSEUDO_PARAMETERS[name];
      if (pseudo !== undefined) return pseudo;
      const parameter = template.Parameters[name];
      if (parameter === undefined) return identify(name).ref;
      if (name === PUBLIC_URL) return `${publicUrl}/api`;
      const value = parameters[name] ?? parameter.Default;
      if (value !== undefined) return value;
      throw lost(`parameter ${name}, which has no default value`);
    },
    attribute: (logicalId, name) => {
      const value = identify(logicalId).attributes[name];
      if (value !== undefined) return value;
      throw lost(`${logicalId}.${name}, an attribute that the local cloud does not give`);
    },
    importValue: (name) => {
      const value = imported(name);
      if (value !== undefined) return value;
      throw lost(`the export "${name}", which no stack has`);
    },
    condition: (name) => {
      const found = template.Conditions[name];
      if (found !== undefined) return z.boolean().parse(resolveValue(found, references));
      throw lost(`condition ${name}, which is not in it`);
    },
  };
  const known = new Map<string, Identifiers>();
  const identify = (logicalId: string): Identifiers => {
    const made = known.get(logicalId) ?? identifiersOf(named(logicalId), publicUrl);
    known.set(logicalId, made);
    return made;
  };
  const named = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw lost(`${logicalId}, which is not in it`);
    const given = resource.Properties[NAME_PROPERTY[resource.Type] ?? ''];
    const givenName =
      given === undefined ? undefined : z.string().parse(resolveValue(given, references));
    return { stack: stackName, logicalId, type: resource.Type, givenName };
  };
  return { stack, references, identify };
}

/** The parameter that says where people reach the API, for links in messages. */
const PUBLIC_URL = 'PublicUrl';

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};
