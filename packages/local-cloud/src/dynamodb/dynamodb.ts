import type { Court } from '../court/court.ts';
import type { Table } from '../definitions/table.ts';
import type { Fault, Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';
import { accessesOf } from './accesses.ts';
import type { FindTable } from './accesses.ts';
import { conflictError } from './conflict.ts';
import type { Forward } from './forward.ts';
import { isRead, judge, readKeyPolicies } from './judge.ts';

const errors = {
  throttle: new AwsError(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  ),
  fail: new AwsError('InternalServerError', 'Internal server error', 500),
};

/**
 * DynamoDB: judges each call, then hands it to the engine byte for byte and its answer back byte
 * for byte. Data calls only; tables are made at start.
 * @param written hears the name of a table after each call that may have changed it
 */
export function createDynamoDb(
  tables: readonly Table[],
  forward: Forward,
  court: Court,
  faults: Faults,
  written: (tableName: string) => void,
): Service {
  const find = tableFinder(tables);
  const keyPolicies = readKeyPolicies(tables);
  return {
    credentialErrors: {
      unknown: new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      ),
      expired: new AwsError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      ),
    },
    refuse: jsonRefusal,
    async answer({ target, body, principal }) {
      const operation = target.split('.')[1] ?? '';
      const text = body.toString('utf8');
      const call = parseJson(text);
      const accesses = accessesOf(operation, call, find);
      judge(operation, accesses, principal, keyPolicies, court);
      const fault = faults.take('dynamodb', operation, principal, text);
      const conflict = ({ touching }: Fault) => conflictError(operation, call, touching);
      return strike(fault, { ...errors, conflict }, async () => {
        const answer = await forward(
          target,
          text.includes('"arn:') ? namesForArns(text, find) : body,
        );
        for (const { action, table } of accesses) if (!isRead(action)) written(table.name);
        return answer;
      });
    },
  };
}

function tableFinder(tables: readonly Table[]): FindTable {
  const byName = new Map(
    tables.flatMap((table) => [
      [table.name, table],
      [table.arn, table],
    ]),
  );
  return (nameOrArn) => {
    const table = byName.get(nameOrArn);
    if (table === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: the template has no table ${nameOrArn}`,
      );
    }
    return table;
  };
}

/** DynamoDB takes a table's ARN for its name; the engine does not. */
function namesForArns(text: string, find: FindTable): string {
  const isArn = (name: unknown) => typeof name === 'string' && name.startsWith('arn:');
  const call: unknown = JSON.parse(text, (key, value: unknown) => {
    if (key === 'TableName' && typeof value === 'string' && isArn(value)) return find(value).name;
    if (key !== 'RequestItems' || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, items]: [string, unknown]) => [
        isArn(name) ? find(name).name : name,
        items,
      ]),
    );
  });
  return JSON.stringify(call);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'The body of the call is not JSON.');
  }
}

function jsonRefusal({ code, message, status, detail }: AwsError): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: `com.amazon.coral.service#${code}`,
      Message: message,
      ...detail,
    }),
  };
}
