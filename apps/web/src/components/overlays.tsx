import type { ReactElement, ReactNode } from 'react';
import {
  Dialog as AriaDialog,
  Tooltip as AriaTooltip,
  Heading,
  Modal,
  ModalOverlay,
  TooltipTrigger,
} from 'react-aria-components';
import { useTexts } from '../texts/index.tsx';
import { Button } from './button.tsx';

export { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onOpenChange(open: boolean): void;
  children: ReactNode;
  /** buttons, the primary one first; a quiet “Cancel” follows by itself unless `noCancel` */
  actions?: ReactNode;
  noCancel?: boolean;
  wide?: boolean;
}

/** A dialog: focus goes in, Escape closes, focus comes back. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  children,
  actions,
  noCancel = false,
  wide = false,
}: DialogProps) {
  const { t } = useTexts();
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={false}>
      <Modal className={wide ? 'modal modal-wide' : 'modal'}>
        <AriaDialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          <div className="dialog-actions">
            {actions}
            {noCancel ? null : (
              <Button variant="quiet" onPress={() => onOpenChange(false)}>
                {t('ui.cancel')}
              </Button>
            )}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A word of explanation on hover and on focus. The child must be focusable (a Button, a Link). */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={400}>
      {children}
      <AriaTooltip className="tooltip" offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
