// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importprofiles.h"
#include "profile/resolve.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_ImportProfiles final : public QObject
{
    Q_OBJECT

private slots:
    void postman();
    void postmanVersion3();
    void binaryMessages();
    void keptCookiesAreTold();
    void postmanEnvironment();
    void postmanFolder();
    void insomnia4();
    void insomnia5();
    void bruno();
    void brunoInYaml();
    void brunoExport();
    void hoppscotch();
    void hoppscotchEnvironment();
    void har();
    void harOfProxies();
    void marksInFilesAreText();
    void innerVariables();
    void fileOfACollection();
    void messagesOfTraits();
    void securityOfOperations();
    void asyncApi2();
    void asyncApi3();
    void asyncApiWithoutServers();
    void referencesThatLeadNowhere();
    void importsResolve_data();
    void importsResolve();
    void secretsAreNowhereElse_data();
    void secretsAreNowhereElse();
    void sameNamesGetNumbers();
    void manyRemarksBecomeOne();
    void refusals_data();
    void refusals();
    void unreadableFiles();

private:
    void read(const QString &name);
    void readText(const QString &name, const QByteArray &text);
    [[nodiscard]] const Profile &profile(const QString &id) const;
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] QMap<QString, QString> values(const QString &environment) const;
    [[nodiscard]] QString remark(const QString &part) const; ///< The place of the one that says this.
    [[nodiscard]] QString secret(const QString &placeholder) const; ///< The value that it stands for.

    Imported m_imported;
    QTemporaryDir m_folder;
};

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(SONDE_TEST_DATA) + u"/imports/"_s + name;
}

const QStringList &fixtures()
{
    static const QStringList names{u"postman.json"_s,     u"postman-environment.json"_s, u"postman-folder"_s,
                                   u"insomnia-v4.json"_s, u"insomnia-v5.yaml"_s,         u"bruno"_s,
                                   u"bruno-yml"_s,        u"bruno-export.json"_s,        u"hoppscotch.json"_s,
                                   u"browser.har"_s,      u"asyncapi-2.yaml"_s,          u"asyncapi-3.json"_s};
    return names;
}

} // namespace

void tst_ImportProfiles::read(const QString &name)
{
    const auto imported = importProfiles(pathOf(name));
    if (!imported)
        qFatal("%s: %s", qPrintable(name), qPrintable(imported.error().text()));
    m_imported = *imported;
}

void tst_ImportProfiles::readText(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    file.write(text);
    file.close();
    const auto imported = importProfiles(file.fileName());
    if (!imported)
        qFatal("%s", qPrintable(imported.error().text()));
    m_imported = *imported;
}

const Profile &tst_ImportProfiles::profile(const QString &id) const
{
    const auto found = std::ranges::find(m_imported.profiles, id, &ImportedProfile::id);
    if (found == m_imported.profiles.end())
        qFatal("There is no %s in: %s", qPrintable(id), qPrintable(ids().join(u", "_s)));
    return found->profile;
}

QStringList tst_ImportProfiles::ids() const
{
    QStringList ids;
    for (const ImportedProfile &profile : m_imported.profiles)
        ids << profile.id;
    return ids;
}

QMap<QString, QString> tst_ImportProfiles::values(const QString &environment) const
{
    QMap<QString, QString> values;
    const auto found = std::ranges::find(m_imported.environments, environment, &Environment::name);
    if (found == m_imported.environments.end())
        return values;
    for (const Variable &variable : found->values)
        values.insert(variable.name, variable.value);
    return values;
}

QString tst_ImportProfiles::remark(const QString &part) const
{
    for (const ImportRemark &remark : m_imported.remarks) {
        if (remark.text.contains(part))
            return remark.where;
    }
    QStringList all;
    for (const ImportRemark &remark : m_imported.remarks)
        all << remark.where + u": "_s + remark.text;
    return u"(none of: %1)"_s.arg(all.join(u'\n'));
}

QString tst_ImportProfiles::secret(const QString &placeholder) const
{
    const QString name = placeholder.mid(9).chopped(2);
    return placeholder == u"{{secret:%1}}"_s.arg(name) ? m_imported.secrets.value(name)
                                                       : u"no secret: "_s + placeholder;
}

void tst_ImportProfiles::postman()
{
    read(u"postman.json"_s);
    QCOMPARE(m_imported.source, u"Postman collection"_s);
    QCOMPARE(ids(), (QStringList{u"Trading/Prices/Ticks"_s, u"Trading/Prices/Ticks 2"_s, u"Trading/Native"_s}));

    const Profile &ticks = profile(u"Trading/Prices/Ticks"_s);
    QCOMPARE(ticks.address, u"{{base}}/rooms/:room/ticks"_s);
    QCOMPARE(ticks.query, (QList<Field>{{u"symbol"_s, u"A B"_s}, {u"depth"_s, u"5"_s}, {u"debug"_s, u"1"_s, false}}));
    QCOMPARE(ticks.pathParameters, (QList<Field>{{u"room"_s, u"{{room}}"_s}}));
    QCOMPARE(ticks.headers, (QList<Field>{{u"X-Trace"_s, u"{{uuid}}"_s}, {u"X-Off"_s, u"1"_s, false}}));
    QCOMPARE(ticks.options.subprotocols, (QStringList{u"v1.json"_s, u"v2.json"_s}));
    QCOMPARE(ticks.origin, u"https://app.example.com"_s);
    QCOMPARE(ticks.options.auth.kind, AuthKind::Basic); // of its group
    QCOMPARE(ticks.options.auth.user, u"ann"_s);
    QCOMPARE(secret(ticks.options.auth.password), u"pw-ann-1"_s);
    QCOMPARE(ticks.messages.size(), 1);
    QCOMPARE(ticks.messages[0].kind, MessageKind::Json);
    QCOMPARE(ticks.messages[0].text, u"{\"op\": \"subscribe\"}"_s);
    QCOMPARE(remark(u"Scripts"_s), u"Ticks"_s);

    const Profile &second = profile(u"Trading/Prices/Ticks 2"_s);
    QCOMPARE(second.address, u"ws://127.0.0.1:9001/echo"_s);
    QCOMPARE(second.query.size(), 1);
    QCOMPARE(secret(second.query[0].value), u"tok-in-query"_s);

    const Profile &native = profile(u"Trading/Native"_s);
    QCOMPARE(native.headers.size(), 1);
    QVERIFY(native.headers[0].value.startsWith(u"Bearer {{secret:"));
    QCOMPARE(secret(native.headers[0].value.sliced(7)), u"header-token-2"_s);
    QCOMPARE(native.query, (QList<Field>{{u"format"_s, u"short"_s}}));
    QCOMPARE(native.messages.size(), 2);
    QCOMPARE(native.messages[0].name, u"Hello"_s);
    QCOMPARE(native.messages[0].text, u"hello {{room}} {{randomCity}}"_s);
    QCOMPARE(native.messages[1].kind, MessageKind::Base64);
    QCOMPARE(remark(u"{{$randomCity}}"_s), u"Native"_s);
    QCOMPARE(remark(u"hawk"_s), u"Native"_s);
    QCOMPARE(remark(u"(HTTP)"_s), u"History"_s);
    QCOMPARE(remark(u"(grpc-request)"_s), u"Unary"_s);

    const auto variables = values(u"default"_s);
    QCOMPARE(variables[u"base"_s], u"wss://feed.example.com"_s);
    QCOMPARE(variables[u"depthOfAll"_s], u"9"_s);
    QCOMPARE(remark(u"Its own variables"_s), u"Prices"_s);
    QCOMPARE(secret(variables[u"apiKey"_s]), u"k-very-secret"_s);
}

void tst_ImportProfiles::postmanVersion3()
{
    readText(u"v3.json"_s,
             R"({"info": {"name": "T", "schema": "https://schema.example.com/collection/v3.0.0/"}, "item": [
        {"type": "http-request", "title": "Log in", "payload": {"url": "https://example.com"}},
        {"type": "ws-raw-request", "title": "Live", "payload": {"url": "wss://example.com/live"},
         "event": [{"script": {"exec": "one"}}],
         "children": [{"type": "ws-raw-message", "title": "Hi", "payload": {"type": "json", "content": "{\"a\": 1}"}}]},
        {"type": "ws-socketio-request", "title": "Rooms", "payload": {"url": "wss://example.com"}}]})");
    QCOMPARE(ids(), QStringList{u"T/Live"_s});
    QCOMPARE(m_imported.profiles[0].profile.messages[0].kind, MessageKind::Json);
    QCOMPARE(remark(u"Scripts"_s), u"Live"_s);
    QCOMPARE(remark(u"(http-request)"_s), u"Log in"_s);
    QCOMPARE(remark(u"(ws-socketio-request)"_s), u"Rooms"_s);
}

void tst_ImportProfiles::binaryMessages()
{
    readText(u"bytes.json"_s,
             R"({"name": "B", "items": [{"type": "ws", "name": "W", "request": {"url": "ws://127.0.0.1",
        "body": {"mode": "ws", "ws": [{"name": "a", "type": "binary", "content": "cGF5"},
                                      {"name": "b", "type": "binary", "content": "no base, 64"}]}}}]})");
    QCOMPARE(m_imported.profiles.size(), 1);
    QCOMPARE(m_imported.profiles[0].profile.messages[0].kind, MessageKind::Base64);
    QCOMPARE(m_imported.profiles[0].profile.messages[1].kind, MessageKind::Text);
}

void tst_ImportProfiles::keptCookiesAreTold()
{
    readText(u"jar.yaml"_s, R"(type: collection.insomnia.rest/5.0
name: J
collection: [{url: 'ws://127.0.0.1', name: W, meta: {id: ws-req_1}}]
cookieJar: {name: Jar, cookies: [{key: sid, value: jar-cookie-1}]}
certificates: [{host: example.com}]
)");
    QCOMPARE(m_imported.profiles.size(), 1);
    QCOMPARE(remark(u"Cookies that were kept"_s), u"Jar"_s);
    QCOMPARE(remark(u"Certificates"_s), u"certificates"_s);
}

void tst_ImportProfiles::postmanEnvironment()
{
    read(u"postman-environment.json"_s);
    QCOMPARE(m_imported.source, u"Postman environment"_s);
    QVERIFY(m_imported.profiles.isEmpty());
    const auto variables = values(u"Staging"_s);
    QCOMPARE(variables[u"base"_s], u"wss://staging.example.com"_s);
    QCOMPARE(secret(variables[u"pin"_s]), u"pin-4711"_s);
    QCOMPARE(variables[u"later"_s], u"{{secret:staging-later}}"_s); // Sonde asks for it
    QVERIFY(!m_imported.environments[0].values[1].isEnabled);
}

void tst_ImportProfiles::postmanFolder()
{
    read(u"postman-folder"_s);
    QCOMPARE(ids(), (QStringList{u"Folder collection/Feeds/Live"_s}));
    const Profile &live = m_imported.profiles[0].profile;
    QCOMPARE(live.address, u"{{base}}/live"_s);
    QCOMPARE(live.headers, (QList<Field>{{u"X-A"_s, u"1"_s}}));
    QCOMPARE(secret(live.options.auth.token), u"folder-token-11"_s);
    QCOMPARE(live.messages.size(), 1);
    QCOMPARE(live.messages[0].name, u"Subscribe"_s);
    QCOMPARE(values(u"default"_s)[u"base"_s], u"wss://folder.example.com"_s);
    QCOMPARE(remark(u"(HTTP)"_s), u"Old"_s);
}

void tst_ImportProfiles::insomnia4()
{
    read(u"insomnia-v4.json"_s);
    QCOMPARE(ids(), (QStringList{u"Demo/Talk/Chat"_s}));
    const Profile &chat = m_imported.profiles[0].profile;
    QCOMPARE(chat.address, u"{{api.base}}/chat/:room"_s);
    QCOMPARE(chat.pathParameters, (QList<Field>{{u"room"_s, u"7"_s}}));
    QCOMPARE(chat.query, (QList<Field>{{u"lang"_s, u"en"_s}}));
    QCOMPARE(chat.headers,
             (QList<Field>{{u"X-Group"_s, u"1"_s}, {u"X-Id"_s, u"{{uuid}}"_s}, {u"X-Old"_s, u"0"_s, false}}));
    QCOMPARE(chat.options.auth.kind, AuthKind::ApiKey);
    QCOMPARE(chat.options.auth.keyName, u"X-Key"_s);
    QCOMPARE(chat.options.auth.keyPlace, KeyPlace::Query);
    QCOMPARE(secret(chat.options.auth.token), u"insomnia-key-3"_s);
    QCOMPARE(chat.messages.size(), 2);
    QCOMPARE(chat.messages[0].text, u"{\"join\": \"{{user}}\"}"_s);
    QCOMPARE(chat.messages[0].kind, MessageKind::Json);
    QCOMPARE(chat.messages[1].kind, MessageKind::Text);
    QCOMPARE(values(u"default"_s)[u"api.base"_s], u"wss://chat.example.com"_s);
    QCOMPARE(values(u"Local"_s)[u"api.base"_s], u"ws://127.0.0.1:9001"_s);
    QCOMPARE(remark(u"(HTTP)"_s), u"Log in"_s);
    QCOMPARE(remark(u"(grpc_request)"_s), u"Call"_s);
}

void tst_ImportProfiles::insomnia5()
{
    read(u"insomnia-v5.yaml"_s);
    QCOMPARE(ids(), (QStringList{u"Demo five/Talk/Chat"_s, u"Demo five/Talk/Plain"_s}));
    const Profile &chat = m_imported.profiles[0].profile;
    QCOMPARE(chat.address, u"{{base}}/chat"_s);
    QCOMPARE(chat.options.auth.kind, AuthKind::ClientCredentials);
    QCOMPARE(chat.options.auth.user, u"client-5"_s);
    QCOMPARE(secret(chat.options.auth.password), u"oauth-secret-5"_s);
    QCOMPARE(chat.options.auth.tokenUrl, u"https://login.example.com/token"_s);
    QCOMPARE(chat.options.auth.scope, u"chat"_s);
    QCOMPARE(values(u"default"_s)[u"room"_s], u"7"_s);
    QCOMPARE(values(u"Local"_s)[u"base"_s], u"ws://127.0.0.1:9001"_s);
    QCOMPARE(profile(u"Demo five/Talk/Plain"_s).messages[0].kind, MessageKind::Json);
    QCOMPARE(remark(u"(HTTP)"_s), u"Log"_s);
    QCOMPARE(remark(u"Its own variables"_s), u"Talk"_s);
}

void tst_ImportProfiles::bruno()
{
    read(u"bruno"_s);
    QCOMPARE(ids(), (QStringList{u"Rooms API/Chat rooms/First"_s, u"Rooms API/Chat rooms/Join a room"_s}));
    const Profile &join = profile(u"Rooms API/Chat rooms/Join a room"_s);
    QCOMPARE(join.address, u"{{host}}/rooms/:id"_s);
    QCOMPARE(join.query, (QList<Field>{{u"tenant"_s, u"{{tenant}}"_s}, {u"debug"_s, u"1"_s, false}}));
    QCOMPARE(join.pathParameters, (QList<Field>{{u"id"_s, u"12"_s}}));
    QCOMPARE(join.headers, (QList<Field>{{u"X-All"_s, u"yes"_s}, {u"X: odd"_s, u"1"_s}, {u"X-Off"_s, u"2"_s, false}}));
    QCOMPARE(join.options.subprotocols, QStringList{u"chat.v2"_s});
    QCOMPARE(join.options.auth.kind, AuthKind::Bearer); // of the collection
    QCOMPARE(secret(join.options.auth.token), u"bruno-token-4"_s);
    QCOMPARE(join.options.handshakeTimeout, 5'000ms);
    QCOMPARE(join.options.keepAlive.pingInterval, 20'000ms);
    QCOMPARE(join.messages.size(), 2);
    QCOMPARE(join.messages[0].text, u"{\n  \"join\": {\n    \"room\": \"{{id}}\"\n  }\n}"_s);
    QCOMPARE(join.messages[0].kind, MessageKind::Json);
    QCOMPARE(join.messages[1].text, u"ping"_s);
    QCOMPARE(profile(u"Rooms API/Chat rooms/First"_s).options.auth.kind, AuthKind::None);
    QCOMPARE(values(u"default"_s)[u"tenant"_s], u"acme"_s);
    QCOMPARE(values(u"Prod"_s)[u"host"_s], u"wss://rooms.example.com"_s);
    QCOMPARE(values(u"Prod"_s)[u"adminKey"_s], u"{{secret:prod-adminkey}}"_s);
    QCOMPARE(remark(u"(HTTP)"_s), u"List"_s);
    QCOMPARE(remark(u"which begins in line 1"_s), u"broken.bru"_s);
    QCOMPARE(remark(u"Scripts"_s), u"Join a room"_s);
}

void tst_ImportProfiles::brunoInYaml()
{
    read(u"bruno-yml"_s);
    QCOMPARE(ids(), (QStringList{u"Rooms in YAML/Rooms/Join"_s}));
    const Profile &join = m_imported.profiles[0].profile;
    QCOMPARE(join.address, u"{{host}}/rooms"_s);
    QCOMPARE(join.headers, (QList<Field>{{u"X-All"_s, u"yes"_s}, {u"X-Off"_s, u"2"_s, false}}));
    QCOMPARE(join.options.auth.kind, AuthKind::Basic);
    QCOMPARE(secret(join.options.auth.password), u"yml-password-6"_s);
    QCOMPARE(join.messages.size(), 2);
    QCOMPARE(join.messages[0].text, u"{\n  \"join\": 1\n}"_s);
    QCOMPARE(join.messages[1].name, u"Bye"_s);
    QCOMPARE(values(u"Local"_s)[u"adminKey"_s], u"{{secret:local-adminkey}}"_s);
    const Imported byFile = importProfiles(pathOf(u"bruno-yml/opencollection.yml"_s)).value_or(Imported());
    QCOMPARE(byFile.profiles.size(), 1);
}

void tst_ImportProfiles::brunoExport()
{
    read(u"bruno-export.json"_s);
    QCOMPARE(ids(), (QStringList{u"Exported rooms/Inside/Join"_s}));
    const Profile &join = m_imported.profiles[0].profile;
    QCOMPARE(join.options.auth.kind, AuthKind::Digest);
    QCOMPARE(secret(join.options.auth.password), u"digest-password-7"_s);
    QCOMPARE(join.messages[0].text, u"hi"_s);
    QCOMPARE(join.headers, (QList<Field>{{u"X-A"_s, u"1"_s, false}}));
    QCOMPARE(values(u"Local"_s)[u"host"_s], u"ws://127.0.0.1:9001"_s);
}

void tst_ImportProfiles::hoppscotch()
{
    read(u"hoppscotch.json"_s);
    QCOMPARE(ids(), (QStringList{u"Hopp/Inner/Live"_s, u"Hopp/Realtime"_s}));
    const Profile &live = profile(u"Hopp/Inner/Live"_s);
    QCOMPARE(live.address, u"{{base}}/live"_s);
    QCOMPARE(live.query, (QList<Field>{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s, false}}));
    // Two braces are text there.
    QCOMPARE(live.headers, (QList<Field>{{u"X-Collection"_s, u"c"_s}, {u"X-Trace"_s, u"{{{{not a variable}}"_s}}));
    QCOMPARE(live.options.auth.kind, AuthKind::ApiKey);
    QCOMPARE(secret(live.options.auth.token), u"hopp-key-8"_s);
    QCOMPARE(live.messages[0].text, u"{\"a\": \"{{name}}\"}"_s);
    QCOMPARE(profile(u"Hopp/Realtime"_s).options.subprotocols, QStringList{u"chat"_s});
    QCOMPARE(values(u"default"_s)[u"base"_s], u"wss://hopp.example.com"_s);
    QCOMPARE(remark(u"Scripts"_s), u"Live"_s);
}

void tst_ImportProfiles::hoppscotchEnvironment()
{
    read(u"hoppscotch-environment.json"_s);
    QCOMPARE(values(u"Hopp dev"_s)[u"base"_s], u"ws://127.0.0.1:9001"_s);
    QCOMPARE(values(u"Hopp dev"_s)[u"hidden"_s], u"{{secret:hopp_dev-hidden}}"_s);
}

void tst_ImportProfiles::har()
{
    read(u"browser.har"_s);
    QCOMPARE(ids(), (QStringList{u"live.example.com socket"_s, u"127.0.0.1"_s}));
    const Profile &live = m_imported.profiles[0].profile;
    QCOMPARE(live.address, u"wss://live.example.com/socket"_s);
    QCOMPARE(live.query.size(), 2);
    QCOMPARE(secret(live.query[0].value), u"har-token-9"_s);
    QCOMPARE(live.query[1], (Field{u"v"_s, u"2"_s}));
    QCOMPARE(live.headers, (QList<Field>{{u"X-App"_s, u"7"_s}}));
    QCOMPARE(live.cookies.size(), 1);
    QCOMPARE(live.cookies[0].name, u"sid"_s);
    QCOMPARE(secret(live.cookies[0].value), u"har-cookie-10"_s);
    QCOMPARE(live.origin, u"https://app.example.com"_s);
    QCOMPARE(live.options.subprotocols, QStringList{u"v2"_s});
    QCOMPARE(live.messages.size(), 2);
    QCOMPARE(live.messages[0].text, u"{\"sub\":\"{{{{literal}}\"}"_s);
    QCOMPARE(live.messages[1].kind, MessageKind::Base64);
    QCOMPARE(m_imported.remarks.size(), 1);
    QCOMPARE(remark(u"browsers add this header field"_s), u"User-Agent"_s);
}

void tst_ImportProfiles::harOfProxies()
{
    readText(u"proxy.har"_s, R"({"log": {"entries": [
        {"request": {"url": "https://a.example.com/ws", "headers": []}, "response": {"status": 101}},
        {"request": {"url": "https://a.example.com/page", "headers": []}, "response": {"status": 200}}]}})");
    QCOMPARE(m_imported.profiles.size(), 1);
    QCOMPARE(m_imported.profiles[0].profile.address, u"wss://a.example.com/ws"_s);
}

/// What stands for variables inside of Sonde may be in a file, too.
void tst_ImportProfiles::marksInFilesAreText()
{
    readText(u"marks.har"_s,
             QByteArrayLiteral(R"({"log": {"entries": [{"request": {"url": "ws://a.example.com/",
        "headers": [{"name": "X-A", "value": "\uE000file:/etc/passwd\uE001"}]}}]}})")
                 .replace("\\\\u", "\\u"));
    QCOMPARE(m_imported.profiles[0].profile.headers.size(), 1);
    QVERIFY(!m_imported.profiles[0].profile.headers[0].value.contains(u"{{"));
    readText(u"braces.json"_s, R"({"info": {"name": "B", "schema": "https://x/v2.1.0/"}, "item": [
        {"name": "r", "request": "ws://a.example.com/{{file:/etc/passwd}}/{{secret:mine}}/{{env:HOME}}"}]})");
    QCOMPARE(m_imported.profiles[0].profile.address,
             u"ws://a.example.com/{{file__etc_passwd}}/{{secret_mine}}/{{env_HOME}}"_s);
}

void tst_ImportProfiles::innerVariables()
{
    readText(u"inner.json"_s, R"({"name": "C", "items": [
        {"type": "ws-request", "name": "one", "request": {"url": "ws://a.example.com/{{x}}/{{process.env.ROOM}}",
            "vars": {"req": [{"name": "x", "value": "1", "enabled": true}]}}},
        {"type": "ws-request", "name": "two", "request": {"url": "ws://a.example.com/{{x}}",
            "vars": {"req": [{"name": "x", "value": "2", "enabled": true}]}}}]})");
    QCOMPARE(values(u"default"_s), (QMap<QString, QString>{{u"x"_s, u"2"_s}}));
    QCOMPARE(remark(u"Its own variables"_s), u"one, two"_s);
    QCOMPARE(remark(u"several values"_s), u"x"_s);
    QCOMPARE(remark(u"A file .env is not read"_s), u"one"_s);
}

void tst_ImportProfiles::fileOfACollection()
{
    const auto imported = importProfiles(pathOf(u"bruno/Rooms/join.bru"_s));
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().text()));
    m_imported = *imported;
    const QStringList one = ids();
    read(u"bruno"_s);
    QCOMPARE(one, ids());
}

void tst_ImportProfiles::securityOfOperations()
{
    readText(u"two.yaml"_s,
             "asyncapi: 2.6.0\ninfo: {title: T}\nservers: {s: {url: ws://127.0.0.1, protocol: ws}}\n"
             "channels: {/c: {publish: {security: [{key: []}]}}, /d: {publish: {}}}\n");
    QCOMPARE(remark(u"security of its operations"_s), u"/c"_s);
    readText(u"three.yaml"_s,
             "asyncapi: 3.0.0\ninfo: {title: T}\nchannels: {/c: {address: c}, d: {address: d}}\n"
             "operations: {o: {channel: {$ref: '#/channels/~1c'}, action: send, security: [{type: "
             "userPassword}]}}\n");
    QCOMPARE(remark(u"security of its operations"_s), u"/c"_s);
}

void tst_ImportProfiles::messagesOfTraits()
{
    readText(u"traits.yaml"_s,
             "asyncapi: 3.0.0\ndefaultContentType: application/json\ninfo: {title: T}\n"
             "channels: {c: {address: c, messages: {m: {traits: [{examples: [{payload: hi}]}]}}}}\n");
    const QList<SavedMessage> messages = m_imported.profiles[0].profile.messages;
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].text, u"\"hi\""_s);
    QCOMPARE(messages[0].kind, MessageKind::Json);
}

void tst_ImportProfiles::asyncApi2()
{
    read(u"asyncapi-2.yaml"_s);
    QCOMPARE(m_imported.source, u"AsyncAPI 2.6.0"_s);
    QCOMPARE(ids(), (QStringList{u"Ticker/ticks {symbol}"_s}));
    const Profile &ticks = m_imported.profiles[0].profile;
    QCOMPARE(ticks.address, u"wss://{{region}}.example.com:{{port}}/v1/ticks/:symbol"_s);
    QCOMPARE(ticks.pathParameters, (QList<Field>{{u"symbol"_s, u"AAA"_s}}));
    QCOMPARE(ticks.query, (QList<Field>{{u"depth"_s, u"5"_s}, {u"trace"_s, QString(), false}}));
    QCOMPARE(ticks.headers, (QList<Field>{{u"X-Client"_s, u"sonde"_s, false}}));
    QCOMPARE(ticks.options.auth.kind, AuthKind::Bearer);
    QCOMPARE(ticks.options.auth.token, u"{{secret:token}}"_s);
    QCOMPARE(ticks.messages.size(), 2);
    QCOMPARE(ticks.messages[0].name, u"one symbol"_s);
    QCOMPARE(ticks.messages[0].kind, MessageKind::Json);
    QCOMPARE(QJsonDocument::fromJson(ticks.messages[0].text.toUtf8()).object()[u"symbol"], u"AAA"_s);
    QCOMPARE(QJsonDocument::fromJson(ticks.messages[1].text.toUtf8()).object()[u"op"], u"ping"_s);
    QCOMPARE(values(u"default"_s), (QMap<QString, QString>{{u"region"_s, u"eu"_s}, {u"port"_s, u"443"_s}}));
    QCOMPARE(remark(u"another protocol (kafka)"_s), u"queue"_s);
    QCOMPARE(remark(u"\"region\" can be: eu, us"_s), u"production"_s);
    QCOMPARE(remark(u"another file"_s), u"other.yaml#/messages/far"_s);
    QCOMPARE(remark(u"made from its schema"_s), u"/ticks/{symbol}"_s);
}

void tst_ImportProfiles::asyncApi3()
{
    read(u"asyncapi-3.json"_s);
    QCOMPARE(ids(), (QStringList{u"Rooms/local/admin"_s, u"Rooms/local/Room"_s, u"Rooms/prod/Room"_s}));
    const Profile &local = profile(u"Rooms/local/Room"_s);
    QCOMPARE(local.address, u"ws://127.0.0.1:9001/ws/rooms/:roomId"_s);
    QCOMPARE(local.pathParameters, (QList<Field>{{u"roomId"_s, u"12"_s}}));
    QCOMPARE(local.messages.size(), 1); // what the server receives
    QCOMPARE(local.messages[0].name, u"say"_s);
    QVERIFY(local.messages[0].text.contains(u"{{{{hi}}"));
    QCOMPARE(local.options.auth.kind, AuthKind::None);
    const Profile &prod = profile(u"Rooms/prod/Room"_s);
    QCOMPARE(prod.address, u"wss://{{cluster}}.example.com/rooms/:roomId"_s);
    QCOMPARE(prod.options.auth.kind, AuthKind::ApiKey);
    QCOMPARE(prod.options.auth.keyName, u"X-Key"_s);
    QCOMPARE(prod.options.auth.token, u"{{secret:key}}"_s);
    QCOMPARE(profile(u"Rooms/local/admin"_s).address, u"ws://127.0.0.1:9001/ws/admin-{{area}}"_s);
    QCOMPARE(values(u"default"_s)[u"area"_s], u"a"_s);
}

void tst_ImportProfiles::asyncApiWithoutServers()
{
    readText(u"bare.yaml"_s, "asyncapi: 3.0.0\ninfo: {title: Bare}\nchannels: {c: {address: c}}\n");
    QCOMPARE(ids(), (QStringList{u"Bare/c"_s}));
    QCOMPARE(m_imported.profiles[0].profile.address, u"{{server}}/c"_s);
    QVERIFY(values(u"default"_s).contains(u"server"_s));
    QCOMPARE(remark(u"names no server"_s), u"servers"_s);
}

void tst_ImportProfiles::referencesThatLeadNowhere()
{
    readText(u"refs.yaml"_s, R"(asyncapi: 2.0.0
servers: {s: {url: ws://127.0.0.1, protocol: ws}}
channels:
  a: {publish: {message: {$ref: '#/components/messages/a'}}}
  b: {publish: {message: {$ref: '#/nothing/here'}}}
components: {messages: {a: {$ref: '#/components/messages/b'}, b: {$ref: '#/components/messages/a'}}}
)");
    QCOMPARE(m_imported.profiles.size(), 2);
    QCOMPARE(remark(u"leads to itself"_s), u"#/components/messages/a"_s);
    QCOMPARE(remark(u"nothing at this"_s), u"#/nothing/here"_s);
}

void tst_ImportProfiles::importsResolve_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : fixtures())
        QTest::newRow(qPrintable(name)) << name;
}

/// With the environments that came with them, profiles can be dialled.
void tst_ImportProfiles::importsResolve()
{
    QFETCH(QString, name);
    read(name);
    QList<VariableLayer> layers;
    for (const Environment &environment : std::as_const(m_imported.environments))
        layers.append({environment.name, environment.values});
    for (const QString &given : {u"id"_s, u"name"_s, u"randomCity"_s, u"user"_s})
        layers.append({given, {{given, u"given"_s}}});
    VariableSources sources;
    sources.secret = [this](const QString &secret) { return m_imported.secrets.value(secret, u"asked-for"_s); };
    Variables variables(layers, sources);
    for (const ImportedProfile &imported : std::as_const(m_imported.profiles)) {
        const auto resolved = resolve(imported.profile, [&](const QString &text) { return variables.expand(text); });
        QVERIFY2(resolved, qPrintable(imported.id + u": "_s + (resolved ? QString() : resolved.error().text())));
        for (const SavedMessage &message : imported.profile.messages) {
            const auto text = variables.expand(message.text);
            QVERIFY2(text, qPrintable(imported.id + u": "_s + (text ? QString() : text.error().text())));
        }
    }
}

void tst_ImportProfiles::secretsAreNowhereElse_data()
{
    importsResolve_data();
}

void tst_ImportProfiles::secretsAreNowhereElse()
{
    QFETCH(QString, name);
    read(name);
    QByteArray all;
    for (const ImportedProfile &imported : std::as_const(m_imported.profiles))
        all += QJsonDocument(toJson(imported.profile)).toJson();
    for (const Environment &environment : std::as_const(m_imported.environments)) {
        for (const Variable &variable : environment.values)
            all += variable.value.toUtf8() + '\n';
    }
    for (const ImportRemark &remark : std::as_const(m_imported.remarks))
        all += remark.text.toUtf8();
    for (const QString &secret : std::as_const(m_imported.secrets))
        QVERIFY2(!all.contains(secret.toUtf8()), qPrintable(secret));
    // All that the fixtures mean as secrets, and nothing else, has a number at its end.
    static const QRegularExpression secretPattern(u"(token|password|secret|cookie|pw|key|pin)-[a-z-]*\\d+"_s);
    QVERIFY2(!QString::fromUtf8(all).contains(secretPattern),
             qPrintable(secretPattern.match(QString::fromUtf8(all)).captured()));
}

void tst_ImportProfiles::sameNamesGetNumbers()
{
    readText(u"same.json"_s, R"({"info": {"name": "a/b: \"c\""}, "item": [
        {"name": "X", "request": "ws://127.0.0.1/1"}, {"name": "x", "request": "ws://127.0.0.1/2"},
        {"name": "X 2", "request": "ws://127.0.0.1/3"}, {"name": "", "request": "ws://127.0.0.1/4"},
        {"name": "G", "item": [{"name": "X", "request": "ws://127.0.0.1/5"}]},
        {"name": "g", "item": [{"name": "X", "request": "ws://127.0.0.1/6"}]}]})");
    QCOMPARE(ids(),
             (QStringList{u"a b c/X"_s, u"a b c/x 2"_s, u"a b c/X 2 2"_s, u"a b c/ws 127.0.0.1 4"_s, u"a b c/G/X"_s,
                          u"a b c/G/X 2"_s}));
}

void tst_ImportProfiles::manyRemarksBecomeOne()
{
    QByteArray items;
    for (int i = 0; i < 10; ++i)
        items += "{\"name\": \"R" + QByteArray::number(i) + "\", \"request\": \"https://example.com\"},";
    readText(u"many.json"_s, "{\"info\": {\"name\": \"M\"}, \"item\": [" + items.chopped(1) + "]}");
    QCOMPARE(m_imported.remarks.size(), 1);
    QCOMPARE(m_imported.remarks[0].where, u"R0, R1, R2 and 7 more"_s);
}

void tst_ImportProfiles::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("hint");
    QTest::newRow("no format") << QByteArray("{\"some\": \"thing\"}") << u"no form that Sonde knows"_s << u"AsyncAPI"_s;
    QTest::newRow("openapi") << QByteArray("openapi: 3.0.0\npaths: {}\n") << u"no form that Sonde knows"_s
                             << u"Insomnia"_s;
    QTest::newRow("text") << QByteArray("just a line") << u"neither JSON nor YAML"_s << u"Postman"_s;
    QTest::newRow("empty") << QByteArray() << u"neither JSON nor YAML"_s << u"Bruno"_s;
    QTest::newRow("json cut off") << QByteArray("{\n  \"info\": {\n    \"name\": ") << u"line 3, column"_s
                                  << u"cut off"_s;
    QTest::newRow("yaml wrong") << QByteArray("asyncapi: 2.0.0\nservers: [\n") << u"YAML is wrong in line"_s
                                << QString();
    QTest::newRow("asyncapi 4") << QByteArray("asyncapi: 4.0.0\n") << u"version 4.0.0 of AsyncAPI"_s << u"2 and 3"_s;
    QTest::newRow("asyncapi 1") << QByteArray("asyncapi: '1.2.0'\n") << u"version 1.2.0 of AsyncAPI"_s << u"2 and 3"_s;
    QTest::newRow("insomnia 3") << QByteArray(R"({"_type":"export","__export_format":3,"resources":[]})")
                                << u"version 3 of an Insomnia"_s << u"v4 and v5"_s;
    QTest::newRow("insomnia 6") << QByteArray("type: collection.insomnia.rest/6.0\n") << u"version 6.0 of an Insomnia"_s
                                << u"v4 and v5"_s;
    QTest::newRow("postman 1") << QByteArray(R"({"id":"1","name":"x","order":[],"requests":[]})") << u"version 1"_s
                               << u"v2.1"_s;
    QTest::newRow("postman 4") << QByteArray(
        R"({"info":{"name":"x","schema":"https://schema.example.com/collection/v4.0.0/"},"item":[]})")
                               << u"collection/v4.0.0/"_s << u"v2.1"_s;
    QTest::newRow("opencollection 2") << QByteArray("opencollection: 2.0.0\nitems: []\n")
                                      << u"version 2.0.0 of OpenCollection"_s << u"version 1"_s;
    QTest::newRow("har without sockets") << QByteArray(R"({"log":{"entries":[]}})") << u"no WebSocket connections"_s
                                         << u"network panel"_s;
}

void tst_ImportProfiles::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    QFETCH(QString, hint);
    QFile file(m_folder.filePath(u"refused"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const auto imported = importProfiles(file.fileName());
    QVERIFY(!imported);
    QVERIFY2(imported.error().what.contains(reason), qPrintable(imported.error().what));
    QVERIFY2(imported.error().what.contains(u"refused"), qPrintable(imported.error().what));
    QVERIFY2(imported.error().hint.contains(hint), qPrintable(imported.error().hint));
}

void tst_ImportProfiles::unreadableFiles()
{
    const auto absent = importProfiles(m_folder.filePath(u"absent.json"_s));
    QVERIFY(!absent);
    QVERIFY2(absent.error().what.contains(u"absent.json"), qPrintable(absent.error().what));
    QVERIFY(QDir(m_folder.path()).mkpath(u"nothing"_s));
    const auto folder = importProfiles(m_folder.filePath(u"nothing"_s));
    QVERIFY(!folder);
    QVERIFY2(folder.error().hint.contains(u"bruno.json"), qPrintable(folder.error().hint));
}

QTEST_GUILESS_MAIN(tst_ImportProfiles)
#include "tst_importprofiles.moc"
