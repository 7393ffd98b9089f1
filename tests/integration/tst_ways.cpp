// SPDX-License-Identifier: GPL-3.0-or-later
// The native engine on each way to a server that we did not write, with each form of compression: directly, and behind
// nginx in the clear, over TLS, over a Unix socket and through proxies.
#define SONDE_ENGINE Native
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/servers.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

enum class Server : quint8 { Python, Node, Faye, Nginx, NginxTls, NginxUnix };

struct Way
{
    const char *name;
    Server server;
    ProxyKind proxy = ProxyKind::None;
};

constexpr std::array Ways = {
    Way{"python", Server::Python},
    Way{"node", Server::Node},
    Way{"faye", Server::Faye},
    Way{"nginx", Server::Nginx},
    Way{"nginx over TLS", Server::NginxTls},
    Way{"nginx over a Unix socket", Server::NginxUnix},
    Way{"nginx through SOCKS5", Server::Nginx, ProxyKind::Socks5},
    Way{"nginx through HTTP CONNECT", Server::Nginx, ProxyKind::HttpConnect},
    Way{"nginx over TLS through SOCKS5", Server::NginxTls, ProxyKind::Socks5},
    Way{"nginx over TLS through HTTP CONNECT", Server::NginxTls, ProxyKind::HttpConnect},
};

struct Mode
{
    QByteArray name;
    std::optional<DeflateOffer> offer;
    DeflateOffer asked = {}; ///< By the server, whatever was offered.
    bool isForAll = false; ///< Else for the servers that are dialled directly.
};

QList<Mode> modes()
{
    QList<Mode> modes = {{"not offered", {}, {}, true}, {"as it comes", DeflateOffer(), {}, true}};
    const auto add = [&](const QByteArray &name, const DeflateOffer &deflate, bool isForAll = false) {
        modes << Mode{name + ", offered", deflate, {}, isForAll} << Mode{name + ", asked", DeflateOffer(), deflate};
    };
    add("server forgets", {.serverNoContextTakeover = true});
    add("client forgets", {.clientNoContextTakeover = true});
    add("both forget", {.serverNoContextTakeover = true, .clientNoContextTakeover = true}, true);
    for (int bits = 9; bits < 15; ++bits) { // The servers' zlib has no window of 8 bits.
        const QByteArray number = ' ' + QByteArray::number(bits);
        add("server's window" + number, {.serverMaxWindowBits = bits});
        add("client's window" + number, {.clientMaxWindowBits = bits});
        add("both windows" + number, {.serverMaxWindowBits = bits, .clientMaxWindowBits = bits}, bits == 9);
    }
    add("all of it", {true, true, 10, 11}, true);
    return modes;
}

/// What X-Deflate tells the server to ask for; see peerprocess.h.
QByteArray askedHeader(const DeflateOffer &asked)
{
    QByteArrayList parameters;
    if (asked.serverNoContextTakeover)
        parameters << "server_no_context_takeover";
    if (asked.clientNoContextTakeover)
        parameters << "client_no_context_takeover";
    if (asked.serverMaxWindowBits < 15)
        parameters << "server_max_window_bits=" + QByteArray::number(asked.serverMaxWindowBits);
    if (asked.clientMaxWindowBits < 15)
        parameters << "client_max_window_bits=" + QByteArray::number(asked.clientMaxWindowBits);
    return parameters.join("; ");
}

std::optional<DeflateParameters> expectedOf(const Way &way, const Mode &mode)
{
    if (!mode.offer || way.server == Server::Faye)
        return {};
    return DeflateParameters{mode.offer->serverNoContextTakeover || mode.asked.serverNoContextTakeover,
                             mode.offer->clientNoContextTakeover || mode.asked.clientNoContextTakeover,
                             std::min(mode.offer->serverMaxWindowBits, mode.asked.serverMaxWindowBits),
                             std::min(mode.offer->clientMaxWindowBits, mode.asked.clientMaxWindowBits)};
}

/// The last two are the same, so that the last one is short where the context is taken over.
const QList<Message> &samples()
{
    static const QList<Message> samples = [] {
        QByteArray json = "[";
        for (int i = 0; json.size() < 100 << 10; ++i)
            json += R"({"symbol":"ABC","price":)" + QByteArray::number(i * 7919 % 10'007) + "},\n";
        QByteArray binary;
        for (int i = 0; i < 50'000; ++i)
            binary += char(i % 251 * (i >> 8));
        const QByteArray text = u"Grüße, 世界 😀. Съешь же ещё этих мягких французских булок."_s.toUtf8();
        return QList<Message>{{Opcode::Text, json + "{}]"},
                              {Opcode::Binary, binary},
                              {Opcode::Text, ""},
                              {Opcode::Text, text},
                              {Opcode::Text, text}};
    }();
    return samples;
}

bool isForgotten(const QList<qint64> &sizes)
{
    return sizes[sizes.size() - 1] == sizes[sizes.size() - 2];
}

} // namespace

Q_DECLARE_METATYPE(Way)
Q_DECLARE_METATYPE(Mode)

class tst_Ways final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void thereAndBack_data();
    void thereAndBack();

private:
    [[nodiscard]] QUrl urlOf(Server server) const;
    [[nodiscard]] ConnectionOptions optionsOf(const Way &way, const Mode &mode) const;
    void verifyHandshake(const Handshake &handshake, const Way &way, const Mode &mode) const;

    QTemporaryDir m_folder;
    PeerProcess m_python{PeerProcess::Kind::Python, {.deflate = true}};
    PeerProcess m_node{PeerProcess::Kind::Node, {.deflate = true}};
    PeerProcess m_faye{PeerProcess::Kind::Faye};
    std::optional<ServerProcess> m_nginx;
    std::optional<ServerProcess> m_nginxTls;
    ServerProcess m_socks{u"microsocks"_s, microsocks};
    ServerProcess m_http{u"tinyproxy"_s, tinyproxy};
};

void tst_Ways::initTestCase()
{
    for (PeerProcess *peer : {&m_python, &m_node, &m_faye}) {
        const Result<> started = peer->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    }
    const QByteArray certificate = Tls.toUtf8() + "server.pem; ssl_certificate_key " + Tls.toUtf8() + "server.key;";
    m_nginx.emplace(
        u"nginx"_s,
        nginx(m_node.port(), "", QByteArray("listen unix:" + m_folder.filePath(u"nginx.sock"_s).toUtf8() + ';')));
    m_nginxTls.emplace(u"nginx"_s, nginx(m_node.port(), " ssl", QByteArray("ssl_certificate " + certificate)));
    for (ServerProcess *process : {&*m_nginx, &*m_nginxTls, &m_socks, &m_http}) {
        const Result<> started = process->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    }
}

QUrl tst_Ways::urlOf(Server server) const
{
    if (server == Server::NginxUnix) {
        QUrl url;
        url.setScheme(u"ws+unix"_s);
        url.setPath(m_folder.filePath(u"nginx.sock:/echo"_s));
        return url;
    }
    if (server == Server::Python || server == Server::Node || server == Server::Faye)
        return (server == Server::Python ? m_python : server == Server::Node ? m_node : m_faye).url();
    const bool isSecure = server == Server::NginxTls;
    return QUrl(
        u"%1://127.0.0.1:%2/echo"_s.arg(isSecure ? u"wss"_s : u"ws"_s).arg((isSecure ? m_nginxTls : m_nginx)->port()));
}

ConnectionOptions tst_Ways::optionsOf(const Way &way, const Mode &mode) const
{
    ConnectionOptions options;
    options.tls.caFile = Tls + u"ca.pem"_s;
    options.offersCompression = mode.offer.has_value();
    options.compression = mode.offer.value_or(DeflateOffer());
    options.headers = {{"X-Deflate", askedHeader(mode.asked)}};
    options.proxy.kind = way.proxy;
    if (way.proxy != ProxyKind::None)
        options.proxy = {way.proxy, u"127.0.0.1"_s, (way.proxy == ProxyKind::Socks5 ? m_socks : m_http).port(),
                         u"anna"_s, u"s3cret"_s};
    return options;
}

void tst_Ways::verifyHandshake(const Handshake &handshake, const Way &way, const Mode &mode) const
{
    const std::optional<DeflateParameters> expected = expectedOf(way, mode);
    QVERIFY2(handshake.compression == expected, handshake.response.constData());
    QCOMPARE(handshake.request.contains("\r\nSec-WebSocket-Extensions: "), mode.offer.has_value());
    QCOMPARE(handshake.response.toLower().contains("\r\nsec-websocket-extensions: "), expected.has_value());
    QCOMPARE(handshake.tls.has_value(), way.server == Server::NginxTls);
    QVERIFY(!handshake.tls || handshake.tls->errors.isEmpty());
    QCOMPARE(handshake.proxy.isEmpty(), way.proxy == ProxyKind::None);
    const bool isNginx =
        way.server == Server::Nginx || way.server == Server::NginxTls || way.server == Server::NginxUnix;
    QCOMPARE(handshake.response.contains("\r\nServer: nginx/"), isNginx);
}

void tst_Ways::thereAndBack_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<Mode>("mode");
    for (const Way &way : Ways) {
        for (const Mode &mode : modes()) {
            const bool isForAll = mode.isForAll && way.server != Server::Faye;
            if (isForAll || mode.name == "not offered" || mode.name == "as it comes" || way.server == Server::Python
                || way.server == Server::Node)
                QTest::addRow("%s, %s", way.name, mode.name.constData()) << way << mode;
        }
    }
}

void tst_Ways::thereAndBack()
{
    QFETCH(const Way, way);
    QFETCH(const Mode, mode);
    Dialled dialled(urlOf(way.server), optionsOf(way, mode));
    QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
    verifyHandshake(dialled.handshakes.first(), way, mode);
    if (QTest::currentTestFailed())
        return;

    QList<qint64> sent;
    for (const Message &message : samples()) {
        const Result<qint64> size = dialled.transport->send(message);
        QVERIFY(size);
        sent << *size;
    }
    QVERIFY(dialled.hasMessages(samples().size()));
    QList<qint64> received;
    for (qsizetype i = 0; i < samples().size(); ++i) {
        QCOMPARE(dialled.messages[i].opcode, samples()[i].opcode);
        QVERIFY(dialled.messages[i].payload == samples()[i].payload);
        received << dialled.messages[i].compressedSize;
    }
    if (const auto agreed = expectedOf(way, mode)) {
        for (const qint64 size : {sent.first(), received.first()})
            QVERIFY2(size > 0 && size < samples().first().payload.size() / 3, qPrintable(QString::number(size)));
        QCOMPARE(isForgotten(sent), agreed->clientNoContextTakeover);
        QCOMPARE(isForgotten(received), agreed->serverNoContextTakeover);
    } else {
        QCOMPARE(sent, QList<qint64>(samples().size(), -1));
        QCOMPARE(received, sent);
    }

    QVERIFY(dialled.transport->close({1000, {}}));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(ending.sent == CloseFrame(1000, {}));
    QVERIFY(ending.received == CloseFrame(1000, {}));
    QVERIFY2(ending.error.what.isEmpty(), qPrintable(ending.error.text()));
}

QTEST_GUILESS_MAIN(tst_Ways)
#include "tst_ways.moc"
