import { ValidateBy } from 'class-validator';
import { textFault } from '@okuru/platform';

/** One printable line of at most so many characters. */
export const IsPlainText = (lengthMax: number): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && textFault(value, lengthMax) === null,
      defaultMessage: (given) =>
        typeof given?.value === 'string'
          ? (textFault(given.value, lengthMax)?.message ?? '')
          : 'must be a text',
    },
  });
