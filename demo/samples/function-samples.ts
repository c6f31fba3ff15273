import type { Capability } from './capability.js';
import { readThermometer } from './read-thermometer.js';

/** Functions of the page, which the model may call. */
export const functionSamples: readonly Capability[] = [
  {
    id: 'functions',
    title: 'Let it call your page',
    about: 'The model asks for a function, your page runs it, and an element of yours shows the result.',
    async run(chat) {
      chat.functions = [
        {
          name: 'get_current_temperature',
          description: 'Gets the current temperature of a city.',
          parameters: {
            type: 'object',
            properties: { location: { type: 'string' } },
            required: ['location'],
          },
          execute: ({ location }) => readThermometer(location),
          render: 'demo-thermometer',
        },
      ];
      await chat.send('What is the temperature in London?');
    },
    brings: ['function_call', 'function_result'],
  },
  {
    id: 'consent',
    title: 'Ask before something happens',
    about: 'A function that has effects waits for the reader’s consent; a refusal is told to the model.',
    note: 'The chat waits for you.',
    async run(chat) {
      chat.functions = [
        {
          name: 'set_thermostat',
          description: 'Sets the thermostat of a room to a temperature in degrees Celsius.',
          parameters: {
            type: 'object',
            properties: { room: { type: 'string' }, degrees: { type: 'number' } },
            required: ['room', 'degrees'],
          },
          confirm: 'Shall the thermostat be changed?',
          execute: ({ degrees }) => ({ done: true, degrees }),
        },
      ];
      await chat.send('Set the thermostat in the Kitchen to 21 degrees');
    },
    brings: ['function_call', 'function_result'],
  },
  {
    id: 'stateless-functions',
    title: 'Call functions without a trace',
    about:
      'Also where the server keeps nothing: calls, results and their signatures are sent back as they came.',
    attributes: { stateless: '' },
    async run(chat) {
      chat.functions = [
        {
          name: 'get_current_temperature',
          description: 'Gets the current temperature of a city.',
          parameters: {
            type: 'object',
            properties: { location: { type: 'string' } },
            required: ['location'],
          },
          execute: ({ location }) => readThermometer(location),
        },
      ];
      await chat.send('What is the temperature in London?');
    },
    brings: ['function_call', 'function_result'],
  },
  {
    id: 'parallel-functions',
    title: 'Call several at once',
    about: 'Calls that come together run together, and are answered together.',
    async run(chat) {
      const lamp = { type: 'object', properties: { brightness: { type: 'integer' } } };
      const music = { type: 'object', properties: { loud: { type: 'boolean' } } };
      chat.functions = [
        { name: 'dim_lights', description: 'Dims the lights.', parameters: lamp, execute: () => 'Dimmed.' },
        { name: 'start_music', description: 'Plays music.', parameters: music, execute: () => 'Playing.' },
        { name: 'spin_disco_ball', description: 'Spins the disco ball.', execute: () => 'Spinning.' },
      ];
      await chat.send('Turn this place into a party: call all functions!');
    },
    brings: ['function_call', 'function_result'],
  },
  {
    id: 'chained-functions',
    title: 'Call one after another',
    about: 'What one function gave back goes into the next, for as many rounds as the answer needs.',
    async run(chat) {
      const place = { type: 'object', properties: { location: { type: 'string' } } };
      const setting = { type: 'object', properties: { degrees: { type: 'number' } } };
      chat.functions = [
        {
          name: 'get_current_temperature',
          description: 'Gets the current temperature of a city.',
          parameters: place,
          execute: ({ location }) => readThermometer(location),
        },
        {
          name: 'set_thermostat',
          description: 'Sets the thermostat.',
          parameters: setting,
          execute: ({ degrees }) => ({ set: degrees }),
        },
      ];
      await chat.send('Get the current temperature in London, and then set the thermostat to 20 degrees');
    },
    brings: ['function_call', 'function_result'],
  },
];
