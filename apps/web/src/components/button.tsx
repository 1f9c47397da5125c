import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import { Spinner } from './feedback.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

/** Class of a button, for a router `Link` that looks like one. */
export const buttonClass = (variant: ButtonVariant = 'secondary', small = false): string =>
  `button button-${variant}${small ? ' button-small' : ''}`;

export interface ButtonProps extends Omit<AriaProps, 'className'> {
  variant?: ButtonVariant;
  small?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'secondary', small = false, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${buttonClass(variant, small)}${className ? ` ${className}` : ''}`}>
      {(state) => (
        <>
          {props.isPending ? <Spinner small /> : null}
          {typeof children === 'function' ? children(state) : children}
        </>
      )}
    </AriaButton>
  );
}
