// How ews-javascript-api is told of changes: by streaming and by pull. Reads {"url", "user", "password"} from standard
// input and writes one line of JSON per step to standard output. Nothing here knows that the server is a simulator.
import ews from 'ews-javascript-api';

const {
  Contact,
  DeleteMode,
  EventType,
  ExchangeService,
  ExchangeVersion,
  FolderId,
  StreamingSubscriptionConnection,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} = ews;

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const told = JSON.parse(Buffer.concat(chunks).toString('utf8'));

const service = new ExchangeService(ExchangeVersion.Exchange2013);
service.Url = new Uri(told.url);
service.Credentials = new WebCredentials(told.user, told.password);
const FOLDERS = [new FolderId(WellKnownFolderName.Contacts)];
const EVENTS = [EventType.Created, EventType.Modified, EventType.Moved, EventType.Deleted];

async function step(name, act) {
  try {
    console.log(JSON.stringify({ step: name, result: await act() }));
  } catch (error) {
    console.log(JSON.stringify({ step: name, error: `${error?.message ?? error}` }));
  }
}

async function newContact(givenName) {
  const contact = new Contact(service);
  contact.GivenName = givenName;
  await contact.Save(WellKnownFolderName.Contacts);
  return contact;
}

await step('streaming', async () => {
  const subscription = await service.SubscribeToStreamingNotifications(FOLDERS, ...EVENTS);
  const connection = new StreamingSubscriptionConnection(service, 1);
  connection.AddSubscription(subscription);
  const heard = [];
  let hear = () => {};
  connection.OnNotificationEvent.push((_sender, { Events }) => {
    heard.push(...Events.filter(({ ItemId }) => ItemId).map(({ EventType: type }) => EventType[type]));
    hear();
  });
  connection.OnDisconnect.push(() => {});
  connection.OnSubscriptionError.push(() => {});
  const next = () => new Promise((resolve) => (hear = resolve));
  void connection.Open();
  const created = next();
  const contact = await newContact('Anna');
  await created;
  const gone = next();
  await contact.Delete(DeleteMode.MoveToDeletedItems);
  await gone;
  return heard;
});

await step('pull', async () => {
  const subscription = await service.SubscribeToPullNotifications(FOLDERS, 5, null, ...EVENTS);
  await newContact('Bruno');
  const { ItemEvents } = await subscription.GetEvents();
  await subscription.Unsubscribe();
  return [...ItemEvents].map(({ EventType: type }) => EventType[type]);
});
process.exit(0);
