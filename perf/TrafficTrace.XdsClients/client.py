"""client.py TARGET: calls the backend until it is killed, four calls at a time; each prints "ok NAME" or "failed CODE: why"."""
import sys
import threading
import time

import grpc

channel = grpc.insecure_channel(sys.argv[1])
answer = channel.unary_unary("/clients.Backend/Answer", request_serializer=str.encode, response_deserializer=bytes.decode)


def call():
    try:
        return f"ok {answer('', timeout=5)}"
    except grpc.RpcError as failure:
        return f"failed {failure.code().name}: {failure.details()}"


def call_forever():
    while True:
        sys.stdout.write(call() + "\n")
        sys.stdout.flush()
        time.sleep(0.005)


for _ in range(4):
    threading.Thread(target=call_forever).start()
