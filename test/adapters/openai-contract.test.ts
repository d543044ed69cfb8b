import { createChatModel } from '../../src/adapters/openai-chat.ts';
import { createResponsesModel } from '../../src/adapters/openai-responses.ts';
import { describeModel } from '../contract/model.ts';
import { chatWire, responsesWire } from '../support/model-wire.ts';

describeModel('Responses', createResponsesModel, responsesWire);
describeModel('Chat Completions', createChatModel, chatWire);
