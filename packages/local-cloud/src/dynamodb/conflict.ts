import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';

const transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.record(z.string(), z.unknown()))),
});

/**
 * What DynamoDB says when another transaction holds an item. The answer to a transaction says which
 * of its items those are. `touching` picks the items whose attribute values contain that text;
 * undefined picks every item.
 */
export function conflictError(
  operation: string,
  call: unknown,
  touching: string | undefined,
): AwsError {
  const parsed = operation.startsWith('Transact') ? transaction.safeParse(call) : undefined;
  if (parsed?.success !== true) {
    return new AwsError('TransactionConflictException', 'Transaction is ongoing for the item');
  }
  const reasons = parsed.data.TransactItems.map((item) =>
    Object.values(item).some(({ Key, Item }) =>
      JSON.stringify(Key ?? Item).includes(touching ?? ''),
    )
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}
