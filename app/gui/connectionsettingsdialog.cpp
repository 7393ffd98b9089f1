// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connectionsettingsdialog.h"

#include "gui/appearance.h"
#include "gui/authpage.h"
#include "gui/fieldtable.h"
#include "gui/proxypage.h"
#include "gui/tlspage.h"
#include "net/request.h"
#include "profile/resolve.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 MiB = 1 << 20;

QSpinBox *makeSizeBox(qint64 bytes, const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(1, int(MaxMessageLimit / MiB));
    box->setSuffix(ConnectionSettingsDialog::tr(" MiB"));
    box->setValue(int(std::max<qint64>(1, bytes / MiB)));
    return box;
}

QSpinBox *makeSecondsBox(std::chrono::milliseconds time, const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(1, 86'400);
    box->setSuffix(ConnectionSettingsDialog::tr(" s"));
    box->setValue(int(std::chrono::round<std::chrono::seconds>(time).count()));
    return box;
}

} // namespace

ConnectionSettingsDialog::ConnectionSettingsDialog(const Profile &profile, QWidget *parent)
    : QDialog(parent)
    , m_profile(profile)
    , m_auth(new AuthPage(profile.options.auth, this))
    , m_tls(new TlsPage(profile.options.tls, this))
    , m_proxy(new ProxyPage(profile.options.proxy, this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"connectionSettingsDialog"_s);
    setWindowTitle(tr("Connection settings"));
    auto *pages = new QTabWidget(this);
    pages->addTab(makeRequestPage(), tr("Request"));
    pages->addTab(makeAddressPage(), tr("Address"));
    pages->addTab(makeReconnectPage(), tr("Reconnect"));
    pages->addTab(m_auth, tr("Credentials"));
    pages->addTab(m_tls, tr("TLS"));
    pages->addTab(m_proxy, tr("Proxy"));
    pages->addTab(makeLimitsPage(), tr("Limits"));

    m_problem->setObjectName(u"settingsProblem"_s);
    m_problem->setWordWrap(true);
    QPalette palette;
    palette.setColor(QPalette::WindowText, toneColor(Tone::Bad, palette));
    m_problem->setPalette(palette);
    m_problem->setMinimumHeight(2 * fontMetrics().lineSpacing());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionSettingsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(pages, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(680, 480);
}

QWidget *ConnectionSettingsDialog::makeRequestPage()
{
    auto *page = new QWidget(this);
    m_subprotocols = new QLineEdit(m_profile.options.subprotocols.join(u", "_s), page);
    m_subprotocols->setObjectName(u"subprotocols"_s);
    m_subprotocols->setPlaceholderText(tr("chat.v2, chat.v1"));
    m_headers = new FieldTable(m_profile.headers, page);
    m_headers->setAccessibleName(tr("Headers"));
    m_headers->setObjectName(u"headers"_s);
    m_origin = new QLineEdit(m_profile.origin, page);
    m_origin->setObjectName(u"origin"_s);
    m_origin->setPlaceholderText(u"https://example.org"_s);
    m_timeout = new QDoubleSpinBox(page);
    m_timeout->setObjectName(u"handshakeTimeout"_s);
    m_timeout->setRange(0.1, 3600);
    m_timeout->setDecimals(1);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setValue(double(m_profile.options.handshakeTimeout.count()) / 1000.0);
    auto *form = new QFormLayout(page);
    form->addRow(tr("Subprotocols:"), m_subprotocols);
    form->addRow(tr("Origin:"), m_origin);
    form->addRow(tr("Headers:"), m_headers);
    form->addRow(tr("Handshake timeout:"), m_timeout);
    return page;
}

QWidget *ConnectionSettingsDialog::makeAddressPage()
{
    auto *page = new QWidget(this);
    m_query = new FieldTable(m_profile.query, page);
    m_query->setAccessibleName(tr("Query"));
    m_query->setObjectName(u"query"_s);
    m_pathParameters = new FieldTable(m_profile.pathParameters, page);
    m_pathParameters->setAccessibleName(tr("Path parameters"));
    m_pathParameters->setObjectName(u"pathParameters"_s);
    m_cookies = new FieldTable(m_profile.cookies, page);
    m_cookies->setAccessibleName(tr("Cookies"));
    m_cookies->setObjectName(u"cookies"_s);
    auto *form = new QFormLayout(page);
    form->addRow(tr("Query:"), m_query);
    form->addRow(tr("Path parameters:"), m_pathParameters);
    form->addRow(
        makeExplanation(tr("Each takes the place of a part of the path: :room in ws://host/rooms/:room."), page));
    form->addRow(tr("Cookies:"), m_cookies);
    return page;
}

QWidget *ConnectionSettingsDialog::makeReconnectPage()
{
    const ReconnectOptions &options = m_profile.reconnect;
    auto *page = new QWidget(this);
    m_reconnect = new QCheckBox(tr("Reconnect after a failure"), page);
    m_reconnect->setObjectName(u"reconnect"_s);
    m_reconnect->setChecked(options.enabled);
    m_maxAttempts = new QSpinBox(page);
    m_maxAttempts->setObjectName(u"maxAttempts"_s);
    m_maxAttempts->setRange(0, 1'000'000);
    m_maxAttempts->setSpecialValueText(tr("no limit"));
    m_maxAttempts->setValue(options.maxAttempts);
    m_afterRefusal = new QCheckBox(tr("Also after a refused handshake or a TLS failure"), page);
    m_afterRefusal->setObjectName(u"afterRefusal"_s);
    m_afterRefusal->setChecked(options.afterRefusal);
    m_afterNormalClose = new QCheckBox(tr("Also after the server closed normally (1000, or no code)"), page);
    m_afterNormalClose->setObjectName(u"afterNormalClose"_s);
    m_afterNormalClose->setChecked(options.afterNormalClose);
    auto *form = new QFormLayout(page);
    form->addRow(m_reconnect);
    form->addRow(m_afterRefusal);
    form->addRow(m_afterNormalClose);
    form->addRow(tr("Attempts in a row:"), m_maxAttempts);
    form->addRow(
        makeExplanation(tr("The first attempt follows after 2 s. The wait doubles from attempt to attempt, up to "
                           "60 s, give or take a tenth. It starts again at 2 s when a connection has stayed "
                           "open for 10 s. Disconnecting by hand never leads to an attempt."),
                        page));
    m_pingInterval = makeSecondsBox(m_profile.options.keepAlive.pingInterval, u"pingInterval"_s, page);
    m_pingInterval->setMinimum(0);
    m_pingInterval->setSpecialValueText(tr("no pings"));
    m_pingTimeout = makeSecondsBox(m_profile.options.keepAlive.timeout, u"pingTimeout"_s, page);
    form->addRow(tr("Ping every:"), m_pingInterval);
    form->addRow(tr("Wait for the Pong:"), m_pingTimeout);
    for (QWidget *dependent : std::initializer_list<QWidget *>{m_afterRefusal, m_afterNormalClose, m_maxAttempts}) {
        dependent->setEnabled(options.enabled);
        connect(m_reconnect, &QCheckBox::toggled, dependent, &QWidget::setEnabled);
    }
    return page;
}

QWidget *ConnectionSettingsDialog::makeLimitsPage()
{
    auto *page = new QWidget(this);
    m_maxIncoming = makeSizeBox(m_profile.options.maxIncomingMessage, u"maxIncoming"_s, page);
    m_maxUnsent = makeSizeBox(m_profile.options.maxUnsent, u"maxUnsent"_s, page);
    auto *form = new QFormLayout(page);
    form->addRow(tr("Largest message received:"), m_maxIncoming);
    form->addRow(makeExplanation(tr("A larger one ends the connection with 1009 Message Too Big."), page));
    form->addRow(tr("Largest amount waiting to be sent:"), m_maxUnsent);
    form->addRow(makeExplanation(tr("Also the largest message that can be sent."), page));
    m_recordSecrets = new QCheckBox(tr("Record passwords and tokens as they are"), page);
    m_recordSecrets->setObjectName(u"recordSecrets"_s);
    m_recordSecrets->setChecked(m_profile.options.recordSecrets);
    form->addRow(m_recordSecrets);
    form->addRow(makeExplanation(
        tr("Where it is off, ••• stands in their place in the log, in captures and in exports. Where it is on, "
           "whoever gets the capture gets them."),
        page));
    return page;
}

/// What can be said of a request before its placeholders are filled in.
Result<> ConnectionSettingsDialog::checkFields(Profile profile)
{
    profile.address = u"ws://localhost/"_s; // It has a place of its own.
    const Result<Resolved> resolved = resolve(profile, asItStands);
    return resolved ? checkRequest({{}, resolved->options}) : tl::unexpected(resolved.error());
}

Result<Profile> ConnectionSettingsDialog::read() const
{
    Profile profile = m_profile;
    ConnectionOptions &options = profile.options;
    profile.headers = m_headers->fields();
    profile.query = m_query->fields();
    profile.pathParameters = m_pathParameters->fields();
    profile.cookies = m_cookies->fields();
    profile.origin = m_origin->text().trimmed();
    options.subprotocols.clear();
    for (const QString &name : m_subprotocols->text().split(u',')) {
        if (!name.trimmed().isEmpty())
            options.subprotocols << name.trimmed();
    }
    options.handshakeTimeout = std::chrono::milliseconds(std::llround(m_timeout->value() * 1000.0));
    options.tls = m_tls->tls();
    options.proxy = m_proxy->proxy();
    options.auth = m_auth->auth();
    options.keepAlive.pingInterval = std::chrono::seconds(m_pingInterval->value());
    options.keepAlive.timeout = std::chrono::seconds(m_pingTimeout->value());
    options.recordSecrets = m_recordSecrets->isChecked();
    options.maxIncomingMessage = m_maxIncoming->value() * MiB;
    options.maxUnsent = m_maxUnsent->value() * MiB;
    profile.reconnect.enabled = m_reconnect->isChecked();
    profile.reconnect.afterRefusal = m_afterRefusal->isChecked();
    profile.reconnect.afterNormalClose = m_afterNormalClose->isChecked();
    profile.reconnect.maxAttempts = m_maxAttempts->value();
    return checkFields(profile).map([&] { return profile; });
}

void ConnectionSettingsDialog::accept()
{
    const Result<Profile> profile = read();
    if (!profile) {
        m_problem->setText(profile.error().text());
        return;
    }
    m_profile = *profile;
    QDialog::accept();
}

} // namespace sonde
