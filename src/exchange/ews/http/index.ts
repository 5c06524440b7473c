export { type Connection, openConnection, type RawAnswer } from './connection.ts';
export { type Deadline, reasonOf, startDeadline } from './deadline.ts';
export { answerFrom, CLIENT_HEADERS, createEwsHttp, type HttpAnswer, type PostProgress } from './ews-http.ts';
export { type ObserveAnswer, type ObservedAnswer, observedAnswer } from './observed-answer.ts';
export { connectSocket, portOf, type ServerAddress } from './open-socket.ts';
export { redirectTarget } from './redirect.ts';
export { describeAnswer, statusError } from './status-error.ts';
export { trustedRoots } from './trusted-roots.ts';
export { verifyCertificate } from './verify-certificate.ts';
