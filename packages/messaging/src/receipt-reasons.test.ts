import { expect, test } from '@jest/globals';
import { reasonOfBounce, reasonOfText } from './receipt-reasons.ts';

/** As the SNS developer guide lists them under "SMS delivery failure reasons". */
const texts = [
  ['Blocked as spam by phone carrier', 'passing', 'The network took it for spam'],
  ['Destination is on a blocked list', 'contact', 'The phone or its network blocks our texts'],
  ['Invalid phone number', 'contact', 'It is no valid mobile number'],
  ['Message body is invalid', 'passing', 'The network did not deliver it'],
  ['Phone carrier has blocked this message', 'passing', 'The network blocked this message'],
  [
    'Phone carrier is currently unreachable/unavailable',
    'passing',
    'The phone or its network could not be reached',
  ],
  ['Phone has blocked SMS', 'contact', 'The phone or its network blocks our texts'],
  ['Phone is on a blocked list', 'contact', 'The phone or its network blocks our texts'],
  [
    'Phone is currently unreachable/unavailable',
    'passing',
    'The phone or its network could not be reached',
  ],
  ['Phone number is opted out', 'contact', 'The holder has opted out of messages'],
  [
    'This delivery would exceed max price',
    'account',
    'Our account has reached its spending limit for texts',
  ],
  ['No quota left for account', 'account', 'Our account has reached its spending limit for texts'],
  ['Unknown error attempting to reach phone', 'passing', 'The network did not deliver it'],
  ['', 'passing', 'The network did not deliver it'],
] as const;

test.each(texts)('a text: %s is %s: %s', (said, whose, reason) => {
  expect(reasonOfText(said)).toEqual({ whose, reason });
});

const noMailbox = 'There is no such mailbox, or it takes none of our emails';
const notReached = 'The mailbox could not be reached';

test.each([
  ['Permanent', 'General', 'contact', noMailbox],
  ['Permanent', 'NoEmail', 'contact', noMailbox],
  ['Permanent', 'Suppressed', 'contact', noMailbox],
  ['Permanent', 'OnAccountSuppressionList', 'contact', noMailbox],
  ['Transient', 'MailboxFull', 'passing', 'The mailbox is full'],
  ['Transient', 'General', 'passing', notReached],
  ['Undetermined', 'Undetermined', 'passing', notReached],
])('a bounce: %s %s is %s: %s', (bounceType, bounceSubType, whose, reason) => {
  expect(reasonOfBounce({ bounceType, bounceSubType })).toEqual({ whose, reason });
});

test('a bounce of which nothing is said is passing', () => {
  expect(reasonOfBounce(undefined)).toEqual({ whose: 'passing', reason: notReached });
});

test('no reason repeats what a provider says: that may hold an address', () => {
  const address = '+447700900123 sam@example.nhs.uk';
  const reasons = [
    ...texts.map(([said]) => reasonOfText(`${said} (${address})`)),
    reasonOfText(address),
    reasonOfBounce({ bounceType: 'Permanent', bounceSubType: address }),
    reasonOfBounce({ bounceType: address, bounceSubType: 'General' }),
  ];
  expect(JSON.stringify(reasons)).not.toMatch(/7700|@/);
  expect(reasons.slice(0, texts.length)).toEqual(
    texts.map(([, whose, reason]) => ({ whose, reason })),
  );
});
