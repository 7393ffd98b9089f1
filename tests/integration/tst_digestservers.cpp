// SPDX-License-Identifier: GPL-3.0-or-later
// Digest (RFC 7616) against servers that check the answer: Apache with MD5, lighttpd with SHA-256, each in front of
// python3-websockets.
#include "net/authorizer.h"
#include "net/engines.h"
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/serverprocess.h"

#include <QCryptographicHash>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace sonde;

namespace {

constexpr auto Modules = "/usr/lib/apache2/modules/";

/// A line of the file that both servers read, as htdigest writes it.
QByteArray userLine(const QByteArray &user, const QByteArray &realm, const QByteArray &password,
                    QCryptographicHash::Algorithm algorithm)
{
    const QByteArray secret = QByteArray(user + ':' + realm + ':' + password);
    return user + ':' + realm + ':' + QCryptographicHash::hash(secret, algorithm).toHex() + '\n';
}

/// Which a server that gives up root can read.
QString publicFile(const QString &path, const QByteArray &content)
{
    const QString written = writeFile(path, content);
    QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadOther);
    return written;
}

ServerProcess::Arguments apache(quint16 upstream)
{
    return [upstream](quint16 port, const QString &folder) {
        QFile::setPermissions(folder, QFile::permissions(folder) | QFile::ReadOther | QFile::ExeOther);
        publicFile(folder + u"/users"_s,
                   userLine("anna", "chat room", "s3cret", QCryptographicHash::Md5)
                       + userLine("bob", "chat room", "p\xc3\xa4ss: word", QCryptographicHash::Md5));
        QByteArray configuration;
        for (const char *module : {"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest",
                                   "proxy", "proxy_http", "proxy_wstunnel"})
            configuration += QByteArray("LoadModule ") + module + "_module " + Modules + "mod_" + module + ".so\n";
        configuration += "ServerName localhost\nListen 127.0.0.1:" + QByteArray::number(port)
            + "\n"
              "DefaultRuntimeDir .\n"
              "PidFile apache.pid\n"
              "ErrorLog error.log\n"
              "User www-data\n"
              "Group www-data\n"
              "<Location />\n"
              "    AuthType Digest\n"
              "    AuthName \"chat room\"\n"
              "    AuthDigestProvider file\n"
              "    AuthUserFile users\n"
              "    Require valid-user\n"
              "</Location>\n"
              "ProxyPass / ws://127.0.0.1:"
            + QByteArray::number(upstream) + "/\n";
        return QStringList{u"-X"_s, u"-d"_s, folder, u"-f"_s, writeFile(folder + u"/apache.conf"_s, configuration)};
    };
}

ServerProcess::Arguments lighttpd(quint16 upstream)
{
    return [upstream](quint16 port, const QString &folder) {
        const QString users =
            writeFile(folder + u"/users"_s,
                      userLine("anna", "chat room", "s3cret", QCryptographicHash::Sha256)
                          + userLine("bob", "chat room", "p\xc3\xa4ss: word", QCryptographicHash::Sha256));
        const QByteArray configuration = "server.modules = (\"mod_auth\", \"mod_authn_file\", \"mod_proxy\")\n"
                                         "server.bind = \"127.0.0.1\"\n"
                                         "server.port = "
            + QByteArray::number(port) + "\nserver.document-root = \"" + folder.toUtf8()
            + "\"\n"
              "auth.backend = \"htdigest\"\n"
              "auth.backend.htdigest.userfile = \""
            + users.toUtf8()
            + "\"\n"
              "auth.require = (\"\" => (\"method\" => \"digest\", \"algorithm\" => \"SHA-256\", \"realm\" => \"chat "
              "room\", \"require\" => \"valid-user\"))\n"
              "proxy.header = (\"upgrade\" => \"enable\")\n"
              "proxy.server = (\"\" => ((\"host\" => \"127.0.0.1\", \"port\" => "
            + QByteArray::number(upstream) + ")))\n";
        return QStringList{u"-D"_s, u"-f"_s, writeFile(folder + u"/lighttpd.conf"_s, configuration)};
    };
}

class Dial final : public Dialled
{
public:
    Dial(const QUrl &url, const QString &user, const QString &password)
        : Dialled(std::make_unique<Authorizer>(makeTransport), {url, by(user, password)})
    {
    }

private:
    static ConnectionOptions by(const QString &user, const QString &password)
    {
        ConnectionOptions options;
        options.auth = {.kind = AuthKind::Digest, .user = user, .password = password};
        return options;
    }
};

} // namespace

class tst_DigestServers final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void getsThrough_data();
    void getsThrough();
    void wrongCredentials_data();
    void wrongCredentials();

private:
    [[nodiscard]] QUrl url(const QString &path) const
    {
        QFETCH_GLOBAL(const QByteArray, algorithm);
        const ServerProcess &server = algorithm == "MD5" ? *m_apache : *m_lighttpd;
        return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(QString::number(server.port()), path));
    }

    PeerProcess m_peer{PeerProcess::Kind::Python};
    std::unique_ptr<ServerProcess> m_apache;
    std::unique_ptr<ServerProcess> m_lighttpd;
};

void tst_DigestServers::initTestCase_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::newRow("Apache, MD5") << QByteArray("MD5");
    QTest::newRow("lighttpd, SHA-256") << QByteArray("SHA-256");
}

void tst_DigestServers::initTestCase()
{
    if (m_apache)
        return; // Called for each row of global data.
    QVERIFY(m_peer.start());
    m_apache = std::make_unique<ServerProcess>(u"apache2"_s, apache(m_peer.port()));
    m_lighttpd = std::make_unique<ServerProcess>(u"lighttpd"_s, lighttpd(m_peer.port()));
    for (ServerProcess *server : {m_apache.get(), m_lighttpd.get()}) {
        const Result<> started = server->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().text()));
    }
}

void tst_DigestServers::getsThrough_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << u"anna"_s << u"s3cret"_s << u"/echo"_s;
    QTest::newRow("odd password") << u"bob"_s << u"p\u00e4ss: word"_s << u"/echo"_s;
    QTest::newRow("query") << u"anna"_s << u"s3cret"_s << u"/echo?a=1&b=%20x"_s;
}

void tst_DigestServers::getsThrough()
{
    QFETCH_GLOBAL(const QByteArray, algorithm);
    QFETCH(const QString, user);
    QFETCH(const QString, password);
    QFETCH(const QString, path);
    Dial dial(url(path), user, password);
    QVERIFY2(dial.echoes(), qPrintable(dial.endings.value(0).error.text()));
    QCOMPARE(dial.handshakes.size(), 2);
    QVERIFY(dial.handshakes.first().response.contains(QByteArray("algorithm=" + algorithm)));
}

void tst_DigestServers::wrongCredentials_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::newRow("wrong password") << u"anna"_s << u"s3creT"_s;
    QTest::newRow("no password") << u"anna"_s << QString();
    QTest::newRow("unknown user") << u"carl"_s << u"s3cret"_s;
}

void tst_DigestServers::wrongCredentials()
{
    QFETCH(const QString, user);
    QFETCH(const QString, password);
    Dial dial(url(u"/echo"_s), user, password);
    const Ending ending = dial.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 401);
    QVERIFY2(ending.error.hint.contains(u"user name and the password"), qPrintable(ending.error.text()));
}

QTEST_GUILESS_MAIN(tst_DigestServers)
#include "tst_digestservers.moc"
