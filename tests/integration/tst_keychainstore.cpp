// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychainstore.h"
#include "support/keyring.h"

#include <QDBusVirtualObject>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

/// A Secret Service that takes every call and does not answer.
class SilentService final : public QDBusVirtualObject
{
public:
    [[nodiscard]] QString introspect(const QString & /*path*/) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection & /*connection*/) override
    {
        calls << message;
        return true;
    }

    QList<QDBusMessage> calls;
};

/// gnome-keyring, a Secret Service that we did not write, on a message bus of the test's own.
class tst_KeychainStore final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void takesMemoryWhereNoneAnswers();
    void saysThatNoneAnswers();
    void takesMemoryWhereNoAnswerEverComes();
    void opensTheKeychain();
    void keepsSecrets_data();
    void keepsSecrets();
    void setsServicesApart();
    void isSilentWhereTheReceiverIsGone();
    void keepsInMemoryWhatTheKeychainDoesNotTake();

private:
    [[nodiscard]] bool isWritten(const QByteArray &text) const;

    QTemporaryDir m_home;
    Keyring m_keyring;
};

namespace {

const QString Service = u"io.github.sonde.Sonde.test"_s;

std::unique_ptr<SecretStore> opened(std::chrono::milliseconds patience = 20s)
{
    QObject receiver;
    std::unique_ptr<SecretStore> store;
    openSecretStore(
        Service, &receiver, [&](std::unique_ptr<SecretStore> answer) { store = std::move(answer); }, patience);
    (void)QTest::qWaitFor([&] { return store != nullptr; }, 20'000);
    return store;
}

/// The secret, "(none)", or why there is no answer.
QString read(SecretStore &store, const QString &name)
{
    QObject receiver;
    std::optional<QString> text;
    store.read(name, &receiver, [&](const Result<SecretStore::Secret> &answer) {
        text = answer ? answer->value_or(u"(none)"_s) : answer.error().what;
    });
    (void)QTest::qWaitFor([&] { return text.has_value(); });
    return text.value_or(u"(no answer)"_s);
}

/// Does `start` with a receiver and a handler, and tells the answer: empty where it is good.
template <typename Start>
QString outcome(Start start)
{
    QObject receiver;
    std::optional<QString> text;
    start(&receiver, [&](const Result<> &answer) { text = answer ? u""_s : answer.error().what; });
    (void)QTest::qWaitFor([&] { return text.has_value(); });
    return text.value_or(u"(no answer)"_s);
}

QString write(SecretStore &store, const QString &name, const QString &secret)
{
    return outcome([&](QObject *receiver, auto handler) { store.write(name, secret, receiver, handler); });
}

QString remove(SecretStore &store, const QString &name)
{
    return outcome([&](QObject *receiver, auto handler) { store.remove(name, receiver, handler); });
}

} // namespace

void tst_KeychainStore::initTestCase()
{
    // The keychain is not this person's, and at first there is none.
    for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(m_home.path()));
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "XDG_CURRENT_DESKTOP"})
        qunsetenv(variable);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + QFile::encodeName(m_home.filePath(u"no-bus"_s)));
}

void tst_KeychainStore::takesMemoryWhereNoneAnswers()
{
    const auto store = opened();
    QVERIFY(store);
    QVERIFY(!store->isPersistent());
    QVERIFY2(store->whyNotPersistent().startsWith(u"Secrets are kept until Sonde ends, and are not written to disk. "
                                                  "The system's keychain does not answer: "_s),
             qPrintable(store->whyNotPersistent()));
    QCOMPARE(write(*store, u"token"_s, u"for-the-session"_s), QString());
    QCOMPARE(read(*store, u"token"_s), u"for-the-session"_s);
    QVERIFY(!isWritten("for-the-session"));
}

void tst_KeychainStore::saysThatNoneAnswers()
{
    KeychainStore store(Service);
    const QString reason = u"The system's keychain does not answer: "_s;
    QVERIFY2(write(store, u"token"_s, u"never-on-disk"_s).startsWith(reason), qPrintable(read(store, u"token"_s)));
    QVERIFY(read(store, u"token"_s).startsWith(reason));
    QVERIFY(remove(store, u"token"_s).startsWith(reason));
    QVERIFY(!isWritten("never-on-disk"));
}

void tst_KeychainStore::takesMemoryWhereNoAnswerEverComes()
{
    QVERIFY(m_keyring.startBus());
    SilentService silent;
    QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.registerVirtualObject(u"/"_s, &silent, QDBusConnection::SubPath));
    QVERIFY(bus.registerService(u"org.freedesktop.secrets"_s));
    const auto store = opened(1s);
    QVERIFY(store);
    QVERIFY(!silent.calls.isEmpty());
    QVERIFY(!store->isPersistent());
    QVERIFY2(store->whyNotPersistent().contains(u"nothing came within 1 second"),
             qPrintable(store->whyNotPersistent()));
    QCOMPARE(write(*store, u"token"_s, u"for-the-session"_s), QString());
    QCOMPARE(read(*store, u"token"_s), u"for-the-session"_s);
    QVERIFY(bus.unregisterService(u"org.freedesktop.secrets"_s));
    bus.unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
    for (const QDBusMessage &call : std::as_const(silent.calls)) // QtKeychain does one thing after the other.
        QVERIFY(bus.send(call.createErrorReply(QDBusError::ServiceUnknown, u"It is gone."_s)));
}

void tst_KeychainStore::opensTheKeychain()
{
    QVERIFY(m_keyring.start());
    const auto store = opened();
    QVERIFY(store);
    QVERIFY2(store->isPersistent(), qPrintable(store->whyNotPersistent()));
    QCOMPARE(store->whyNotPersistent(), QString());
}

void tst_KeychainStore::keepsSecrets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("secret");
    QTest::newRow("short") << u"token"_s << u"s3cret"_s;
    QTest::newRow("empty") << u"token"_s << u""_s;
    QTest::newRow("not ASCII") << u"имя/a b"_s << u"пароль\n\"😀"_s;
    QTest::newRow("long") << u"key.pem"_s << QString(100'000, u'k');
}

void tst_KeychainStore::keepsSecrets()
{
    QFETCH(const QString, name);
    QFETCH(const QString, secret);
    KeychainStore store(Service);
    QCOMPARE(read(store, name), u"(none)"_s);
    QCOMPARE(write(store, name, u"an older one"_s), QString());
    QCOMPARE(write(store, name, secret), QString());
    QCOMPARE(read(store, name), secret);
    QCOMPARE(read(store, name + u'2'), u"(none)"_s);
    QCOMPARE(remove(store, name), QString());
    QCOMPARE(read(store, name), u"(none)"_s);
    QCOMPARE(remove(store, name), QString());
}

void tst_KeychainStore::setsServicesApart()
{
    KeychainStore store(Service);
    KeychainStore other(Service + u"/other"_s);
    QCOMPARE(write(store, u"token"_s, u"1"_s), QString());
    QCOMPARE(read(other, u"token"_s), u"(none)"_s);
    QCOMPARE(remove(other, u"token"_s), QString());
    QCOMPARE(read(store, u"token"_s), u"1"_s);
}

void tst_KeychainStore::isSilentWhereTheReceiverIsGone()
{
    KeychainStore store(Service);
    bool isAnswered = false;
    {
        QObject receiver;
        store.read(u"token"_s, &receiver, [&](const Result<SecretStore::Secret> &) { isAnswered = true; });
    }
    (void)read(store, u"token"_s); // One is answered after the other.
    QVERIFY(!isAnswered);
}

/// Comes last: from then on the keychain is of no use.
void tst_KeychainStore::keepsInMemoryWhatTheKeychainDoesNotTake()
{
    const auto store = opened();
    QVERIFY(store);
    QVERIFY2(store->isPersistent(), qPrintable(store->whyNotPersistent()));
    QVERIFY(Keyring::removeCollection());
    QCOMPARE(write(*store, u"token"_s, u"for-the-session"_s), QString());
    QVERIFY(!store->isPersistent());
    QVERIFY2(store->whyNotPersistent().contains(u"not written to disk"), qPrintable(store->whyNotPersistent()));
    QCOMPARE(read(*store, u"token"_s), u"for-the-session"_s);
    QCOMPARE(read(*store, u"other"_s), u"(none)"_s);
    QVERIFY(!isWritten("for-the-session"));
}

bool tst_KeychainStore::isWritten(const QByteArray &text) const
{
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

QTEST_GUILESS_MAIN(tst_KeychainStore)
#include "tst_keychainstore.moc"
