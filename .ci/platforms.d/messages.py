"""The broker's side of .ci/platforms, by RabbitMQ's own management interface.

    messages.py definitions VIRTUAL_HOST...     prints what RabbitMQ is to start with
    messages.py take PORT VIRTUAL_HOST          takes all messages from the queue, and prints a JSON object each
"""

import base64
import json
import sys
import urllib.request

QUEUE = "all"


def definitions(*hosts):
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    of_all = lambda **fields: [{"vhost": host, **fields} for host in hosts]
    return {
        "users": [{"name": "guest", "password": "guest", "tags": "administrator"}],
        "vhosts": [{"name": host} for host in hosts],
        "permissions": of_all(user="guest", **everything),
        "exchanges": of_all(
            name="cyclecloud", type="topic", durable=True, auto_delete=False, internal=False, arguments={}
        ),
        "queues": of_all(name=QUEUE, durable=True, auto_delete=False, arguments={}),
        "bindings": of_all(
            source="cyclecloud", destination=QUEUE, destination_type="queue", routing_key="#", arguments={}
        ),
    }


def take(port, host):
    request = urllib.request.Request(
        "http://127.0.0.1:%s/api/queues/%s/%s/get" % (port, host, QUEUE),
        data=json.dumps({"count": 1000, "ackmode": "ack_requeue_false", "encoding": "auto"}).encode(),
        headers={"Authorization": "Basic " + base64.b64encode(b"guest:guest").decode()},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def main(action, *arguments):
    if action == "definitions":
        json.dump(definitions(*arguments), sys.stdout)
    else:
        for message in take(*arguments):
            print(json.dumps({key: message[key] for key in ("routing_key", "properties", "payload")}))


main(*sys.argv[1:])
