export { type Deadline, startDeadline } from './deadline.ts';
export { createEwsHttp, type HttpAnswer, type PostProgress } from './ews-http.ts';
export { describeAnswer, statusError } from './status-error.ts';
