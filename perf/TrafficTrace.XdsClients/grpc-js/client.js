// node client.js TARGET: calls the backend until it is killed, four calls at a time; each prints "ok NAME" or "failed CODE: why".
const { setTimeout: pause } = require('node:timers/promises');
const grpc = require('@grpc/grpc-js');

require('@grpc/grpc-js-xds').register();

const client = new grpc.Client(process.argv[2], grpc.credentials.createInsecure());

function call() {
  return new Promise(resolve => client.makeUnaryRequest(
    '/clients.Backend/Answer', Buffer.from, String, '', { deadline: Date.now() + 5000 },
    (failure, name) => resolve(failure ? `failed ${grpc.status[failure.code]}: ${failure.details}` : `ok ${name}`)));
}

async function callForever() {
  for (;;) {
    console.log(await call());
    await pause(5);
  }
}

for (let i = 0; i < 4; i++) callForever();
