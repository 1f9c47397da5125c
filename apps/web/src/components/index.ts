export { Button, type ButtonProps, type ButtonVariant, buttonClass } from './button.tsx';
export { ClockBar, type ClockBarProps } from './clock-bar.tsx';
export {
  EmptyState,
  ErrorSummary,
  errorText,
  fieldErrors,
  LoadError,
  Skeleton,
  SourceNote,
  Spinner,
} from './feedback.tsx';
export {
  Checkbox,
  CheckboxGroup,
  DateField,
  InstantField,
  type Option,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './fields.tsx';
export { Card, InstrumentName, Pill, StatePill, StateTag, type Tone, toneOf } from './marks.tsx';
export { Dialog, Tab, TabList, TabPanel, Tabs, Tooltip } from './overlays.tsx';
export {
  asksNothing,
  cleanPayload,
  emptyPayload,
  fileSize,
  missingFields,
  type Payload,
  SchemaForm,
  type SchemaFormProps,
} from './schema-form.tsx';
