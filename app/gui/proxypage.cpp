// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/proxypage.h"

#include "gui/appearance.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace sonde {

ProxyPage::ProxyPage(const ProxyOptions &proxy, QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_host(new QLineEdit(proxy.host, this))
    , m_port(new QSpinBox(this))
    , m_user(new QLineEdit(proxy.user, this))
    , m_password(new QLineEdit(proxy.password, this))
{
    m_kind->setObjectName(u"proxyKind"_s);
    m_kind->addItems({tr("Same as the system"), tr("None"), tr("HTTP (CONNECT)"), tr("SOCKS5")});
    m_kind->setCurrentIndex(int(proxy.kind));
    m_host->setObjectName(u"proxyHost"_s);
    m_port->setObjectName(u"proxyPort"_s);
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("not set"));
    m_port->setValue(proxy.port);
    m_user->setObjectName(u"proxyUser"_s);
    m_password->setObjectName(u"proxyPassword"_s);
    auto *form = new QFormLayout(this);
    form->addRow(tr("Proxy:"), m_kind);
    form->addRow(tr("Host:"), m_host);
    form->addRow(tr("Port:"), m_port);
    form->addRow(tr("User:"), m_user);
    form->addRow(tr("Password:"), m_password);
    form->addRow(makeExplanation(
        tr("Write {{secret:name}} in place of a password: the system's keychain keeps it, and no file holds it."),
        this));
    const auto enable = [this] {
        const auto kind = ProxyKind(m_kind->currentIndex());
        const bool isOwn = kind == ProxyKind::HttpConnect || kind == ProxyKind::Socks5;
        for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_port, m_user, m_password})
            field->setEnabled(isOwn);
    };
    connect(m_kind, &QComboBox::currentIndexChanged, this, enable);
    enable();
}

ProxyOptions ProxyPage::proxy() const
{
    return {ProxyKind(m_kind->currentIndex()), m_host->text().trimmed(), quint16(m_port->value()), m_user->text(),
            m_password->text()};
}

} // namespace sonde
