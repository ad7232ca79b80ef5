import { ProductId, Role } from '@registry/domain';
import { InvalidArgumentError } from 'commander';

/** A product's id as typed, in either case. Throws commander's InvalidArgumentError. */
export function productId(typed: string): ProductId {
  const parsed = ProductId.safeParse(typed.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It should be a product’s id, such as emis-web or z36.firewall.');
}

/** A role as typed. Throws commander's InvalidArgumentError. */
export function role(typed: string): Role {
  const parsed = Role.safeParse(typed.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It should be one of ${Role.options.join(', ')}.`);
}
