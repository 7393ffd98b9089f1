// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connectionsettingsdialog.h"

#include "gui/appearance.h"
#include "gui/authpage.h"
#include "gui/enginepage.h"
#include "gui/fieldtable.h"
#include "gui/messagespage.h"
#include "gui/placeholderline.h"
#include "gui/proxypage.h"
#include "gui/reconnectpage.h"
#include "gui/secondsbox.h"
#include "gui/tlspage.h"
#include "net/redirect.h"
#include "net/request.h"
#include "profile/resolve.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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

} // namespace

ConnectionSettingsDialog::ConnectionSettingsDialog(const Profile &profile, const TabValues &values, QWidget *parent)
    : QDialog(parent)
    , m_profile(profile)
    , m_pages(new QTabWidget(this))
    , m_messages(new MessagesPage(profile.messages, this))
    , m_reconnect(new ReconnectPage(profile.reconnect, profile.options.keepAlive, this))
    , m_auth(new AuthPage(profile.options.auth, this))
    , m_tls(new TlsPage(profile.options.tls, this))
    , m_proxy(new ProxyPage(profile.options.proxy, this))
    , m_engine(new EnginePage(profile.options, this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"connectionSettingsDialog"_s);
    setWindowTitle(tr("Connection settings"));
    m_pages->addTab(makeRequestPage(), tr("Request"));
    m_pages->addTab(makeAddressPage(), tr("Address"));
    m_pages->addTab(m_messages, tr("Messages"));
    m_pages->addTab(m_reconnect, tr("Reconnect"));
    m_pages->addTab(m_auth, tr("Credentials"));
    m_pages->addTab(m_tls, tr("TLS"));
    m_pages->addTab(m_proxy, tr("Proxy"));
    m_pages->addTab(makeLimitsPage(), tr("Limits"));
    m_pages->addTab(m_engine, tr("Engine"));

    for (FieldTable *table : {m_headers, m_query, m_pathParameters, m_cookies})
        table->helpWithPlaceholders(values);
    new PlaceholderLine(m_origin, values);
    m_messages->helpWithPlaceholders(values);

    m_problem->setObjectName(u"settingsProblem"_s);
    m_problem->setWordWrap(true);
    setTextTone(m_problem, Tone::Bad);
    m_problem->setMinimumHeight(2 * fontMetrics().lineSpacing());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionSettingsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(std::max(680, m_pages->tabBar()->sizeHint().width() + 2 * fontMetrics().averageCharWidth() + 40), 540);
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
    m_timeout = new SecondsBox(u"handshakeTimeout"_s, m_profile.options.handshakeTimeout, 100ms, 1h, page);
    m_closeTimeout = new SecondsBox(u"closeTimeout"_s, m_profile.options.closeTimeout, 100ms, 10min, page);
    auto *form = new QFormLayout(page);
    form->addRow(tr("Subprotocols:"), m_subprotocols);
    form->addRow(tr("Origin:"), m_origin);
    form->addRow(tr("Headers:"), m_headers);
    form->addRow(tr("Handshake timeout:"), m_timeout);
    form->addRow(tr("Close timeout:"), m_closeTimeout);
    m_followRedirects = new QCheckBox(tr("Follow redirects"), page);
    m_followRedirects->setObjectName(u"followRedirects"_s);
    m_followRedirects->setChecked(m_profile.options.followsRedirects);
    form->addRow(m_followRedirects);
    form->addRow(
        makeExplanation(tr("Up to %1, never from TLS to none. Credentials go to the same host, port and scheme "
                           "only; the handshake timeout is for all of them.")
                            .arg(MaxRedirects),
                        page));
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
    m_fragmentSize = new QSpinBox(page);
    m_fragmentSize->setObjectName(u"fragmentSize"_s);
    m_fragmentSize->setRange(0, int(MaxMessageLimit));
    m_fragmentSize->setSpecialValueText(tr("no limit"));
    m_fragmentSize->setSuffix(tr(" bytes"));
    m_fragmentSize->setGroupSeparatorShown(true);
    m_fragmentSize->setValue(int(m_profile.options.fragmentSize));
    form->addRow(tr("Largest frame sent:"), m_fragmentSize);
    form->addRow(makeExplanation(tr("A larger message goes out in several frames."), page));
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
    options.handshakeTimeout = m_timeout->time();
    options.closeTimeout = m_closeTimeout->time();
    options.followsRedirects = m_followRedirects->isChecked();
    options.tls = m_tls->tls();
    options.proxy = m_proxy->proxy();
    options.auth = m_auth->auth();
    options.keepAlive = m_reconnect->keepAlive();
    options.recordSecrets = m_recordSecrets->isChecked();
    options.maxIncomingMessage = m_maxIncoming->value() * MiB;
    options.fragmentSize = m_fragmentSize->value();
    options.maxUnsent = m_maxUnsent->value() * MiB;
    m_engine->readInto(options);
    profile.messages = m_messages->messages();
    profile.reconnect = m_reconnect->reconnect();
    return checkFields(profile).map([&] { return profile; });
}

void ConnectionSettingsDialog::showTls()
{
    m_pages->setCurrentWidget(m_tls);
}

void ConnectionSettingsDialog::showMessage(qsizetype index)
{
    m_pages->setCurrentWidget(m_messages);
    m_messages->setCurrent(index);
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
