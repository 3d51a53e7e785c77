// What a thread of the store does: the same as the event loop does with less.
import { answerMessage } from './thread-message.ts';

export default answerMessage;
