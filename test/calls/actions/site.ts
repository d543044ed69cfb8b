/** A business whose actions use every parameter there is. The numbers are reserved for fiction. */
export const site = `
id: acme
name: Acme
time_zone: America/New_York
country: US
plan: enterprise
limits:
  team_sms_per_call: 6
  team_email_per_call: 6
mail:
  default:
    from: { name: Acme, address: hello@acme.example }
    reply_to: office@acme.example
  alerts:
    smtp: { host: 127.0.0.1, port: ALERTS_PORT, user: alerts, password: "\${ALERTS_PASSWORD}" }
    from: { name: Acme Alerts, address: alerts@acme.example }
actions:
  - type: send_email
    name: alert_manager
    description: Tells the manager.
    preset: alerts
    from: night@acme.example
    to: [manager@acme.example, deputy@acme.example]
    cc: records@acme.example
    bcc: [audit@acme.example]
    subject: "<%= it.urgency %>: <%= it.what %>"
    body: |
      <%= it.call.number %> (<%= it.call.name %>) called <%= it.call.line %> of <%= it.call.site %>.
      What: <%= it.what %>. How many: <%= it.how_many %>. Insured: <%= it.insured %>. Since: <%= it.since %>.
      Note: <%= it.note %>
    attachments: [terms.txt]
    parameters:
      - { name: what, type: string, description: What it is about. }
      - { name: how_many, type: number, description: How many. }
      - { name: insured, type: boolean, description: Whether insured. }
      - { name: since, type: date, description: Since when. }
      - { name: urgency, type: enum, values: [Urgent, Later], description: How urgent. }
      - { name: note, type: string, required: false, max_length: 20, description: Anything else. }
    on_success: The manager knows.
lines:
  - id: support
    name: Support
    numbers: ["+14155550102"]
    greeting: Hello, this is the AI assistant.
    persona: { name: Sam }
    prompt: Help.
    link_delivery: { sms: true, email: true }
    links:
      - { id: booking, title: the booking page, url: "https://acme.example/book" }
    sms_countries: [US, GB]
    sms_senders: { GB: ACME }
    actions:
      - type: send_email
        name: confirm_visit
        description: Confirms a visit by e-mail.
        to: model
        cc: model
        model_recipients: { max: 2, domains: [example.com, "*.example.org"] }
        subject: Your visit
        body: "See you on <%= it.at %>, <%= it.who %> & all. More: https://acme.example/book"
        html: "<html><body><h1>Visit</h1><p><%= it.who %></p></body></html>"
        calendar: { title: "Visit for <%= it.who %>", start: at, duration_minutes: 30, location: "Main St, 1" }
        parameters:
          - { name: who, type: string, description: Whose visit. }
          - { name: at, type: date, with_time: true, description: When. }
      - type: send_email
        name: mail_record
        description: E-mails the record of the call.
        to: contact
        include: [summary, transcript]
      - type: send_email
        name: mail_later
        description: E-mails in the background.
        async: true
        to: team@acme.example
        subject: Later
        body: Later.
      - type: send_email
        name: mail_default
        description: Sends an e-mail with the defaults.
        to: team@acme.example
        subject: Plain
        body: Plain.
      - type: send_email
        name: mail_after
        description: Sends an e-mail after the text.
        only_if_previous_succeeded: true
        to: team@acme.example
        subject: After
        body: After.
      - type: send_email
        name: mail_result
        description: Sends what the text came to.
        only_if_previous_succeeded: call
        depends_on: [send_sms]
        to: team@acme.example
        subject: Result
        body: "The text: <%= it.results.text_model.message %>"
      - type: send_sms
        name: text_caller
        description: Texts the caller.
        to: caller
        message: "Acme: <%= it.what %> is ready on <%= it.day %>."
        parameters:
          - { name: what, type: string, description: What is ready. }
          - { name: day, type: date, description: When. }
      - type: send_sms
        name: text_model
        description: Texts a number the caller gives.
        to: model
        message: "Acme: hello."
        on_success: The text is out.
      - type: send_sms
        name: text_team
        description: Alerts the team by text.
        async: true
        to: ["+14155550171", "+14155550172"]
        message: "Acme: <%= it.call.number %> needs help with <%= it.what %>."
        parameters:
          - { name: what, type: string, description: With what. }
      - type: send_sms
        name: text_desk
        description: Texts the desk.
        to: "+14155550171"
        message: Desk.
      - type: send_sms
        name: text_after
        description: Texts the desk after another tool.
        only_if_previous_succeeded: true
        to: "+14155550171"
        message: After.
`;
