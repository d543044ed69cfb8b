import { closedPort } from '../../support/http-test-server.ts';
import type { ActionServer } from './action-server.ts';
import type { OrderSystem } from './order-system.ts';

export const token = 'orders-token-5fY1k';
export const shop = 'shop-2291-west';

/** Starts the order system, and the server that asks it. */
export async function startBoth(acme: ActionServer, orders: OrderSystem): Promise<void> {
  await orders.listen();
  await acme.start(requestSite(orders.port, await closedPort()), {
    ORDERS_TOKEN: token,
    ORDERS_SHOP: shop,
    LOG_LEVEL: 'trace',
  });
}

/** A business with requests of every kind to its order system at `port`; nobody listens at `closedPort`. */
const requestSite = (port: number, closedPort: number): string => `
id: acme
name: Acme
time_zone: America/New_York
country: US
plan: enterprise
limits: { team_sms_per_call: 6 }
actions:
  - type: http_request
    name: order_status
    description: Looks up an order.
    url: http://127.0.0.1:${port}/orders/<%= it.order %>/status?by=<%= it.by %>&line=<%= it.call.line %>
    private_hosts: ["127.0.0.1"]
    headers: { Authorization: "Bearer \${ORDERS_TOKEN}", x-shop: "a-\${ORDERS_SHOP}-z" }
    result_paths: [order.status, order.items.*.name, order.none]
    parameters:
      - { name: order, type: string, description: The order number. }
      - { name: by, type: string, required: false, description: Who asks. }
  - type: http_request
    name: whole_order
    description: Looks up all of an order.
    url: http://127.0.0.1:${port}/whole/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    headers: { authorization: "Bearer \${ORDERS_TOKEN}", x-shop: "\${ORDERS_SHOP}" }
    result_limit_bytes: 200
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: place_order
    description: Places an order.
    method: POST
    url: http://127.0.0.1:${port}/orders
    private_hosts: ["127.0.0.1"]
    body:
      item: "<%= it.item %>"
      note: "<%= it.item %> for <%= it.call.number %>"
      amount: "<%= it.amount %>"
      gift: "<%= it.gift %>"
      wish: "<%= it.wish %>"
      day: "<%= it.day %>"
      kind: "<%= it.kind %>"
      fixed: [1, true, null, x, { deep: "<%= it.amount %>" }]
    result_paths: [id]
    parameters: &order
      - { name: item, type: string, description: What. }
      - { name: amount, type: number, description: How many. }
      - { name: gift, type: boolean, description: Whether it is a gift. }
      - { name: wish, type: string, required: false, description: A wish. }
      - { name: day, type: date, with_time: true, description: When. }
      - { name: kind, type: enum, values: [new, used], description: Which. }
    on_success: It is ordered.
  - type: http_request
    name: change_order
    description: Changes an order.
    method: PUT
    url: http://127.0.0.1:${port}/orders/1
    private_hosts: ["127.0.0.1"]
    body: '{"item": "<%= it.item %>", "amount": "<%= it.amount %>", "gift": "<%= it.gift %>", "wish": "<%= it.wish %>", "fixed": 2.50}'
    parameters: *order
  - type: http_request
    name: try_order
    description: Looks up an order in at most 2 seconds.
    url: http://127.0.0.1:${port}/try/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    timeout_seconds: 2
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: try_placing
    description: Places an order in at most 2 seconds.
    method: POST
    url: http://127.0.0.1:${port}/try/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    timeout_seconds: 2
    body: { order: "<%= it.order %>" }
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: ask_nobody
    description: Asks where nobody listens.
    url: http://127.0.0.1:${closedPort}/
    private_hosts: ["127.0.0.1"]
  - type: http_request
    name: order_later
    description: Looks up an order behind the conversation.
    async: true
    url: http://127.0.0.1:${port}/later/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    result_paths: [state]
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: place_later
    description: Places an order behind the conversation.
    async: true
    method: POST
    url: http://127.0.0.1:${port}/later/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    body: { order: "<%= it.order %>" }
    parameters:
      - { name: order, type: string, description: The order number. }
    on_success: The team is on it.
  - type: http_request
    name: order_abroad
    description: Looks up an order on a page that may redirect.
    url: http://127.0.0.1:${port}/abroad/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    headers: { authorization: "Bearer \${ORDERS_TOKEN}" }
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: place_abroad
    description: Places an order on a page that may redirect.
    method: POST
    url: http://127.0.0.1:${port}/abroad/<%= it.order %>
    private_hosts: ["127.0.0.1"]
    body: { order: "<%= it.order %>" }
    parameters:
      - { name: order, type: string, description: The order number. }
  - type: http_request
    name: ask_by_name
    description: Asks a name that stands for this machine.
    url: https://localhost/
  - type: http_request
    name: ask_by_address
    description: Asks an address of this machine.
    url: https://127.0.0.1/
  - type: send_sms
    name: tell_desk
    description: Texts the desk how the order stands.
    only_if_previous_succeeded: call
    to: "+14155550171"
    message: "Order: <%= it.results.order_status.order.status %>."
lines:
  - id: support
    name: Support
    numbers: ["+14155550102"]
    greeting: Hello, this is the AI assistant.
    persona: { name: Sam }
    prompt: Help.
    link_delivery: { sms: true }
    allowed_link_hosts: [track.acme.example]
    limits: { silence_seconds: 60 }
`;
