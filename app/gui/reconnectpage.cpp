// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/reconnectpage.h"

#include "gui/appearance.h"
#include "gui/secondsbox.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

ReconnectPage::ReconnectPage(const ReconnectOptions &reconnect, const KeepAliveOptions &keepAlive, QWidget *parent)
    : QWidget(parent)
    , m_initial(reconnect)
    , m_enabled(new QCheckBox(tr("Reconnect after a failure"), this))
    , m_afterRefusal(new QCheckBox(tr("Also after a refused handshake or a TLS failure"), this))
    , m_afterNormalClose(new QCheckBox(tr("Also after the server closed normally (1000, or no code)"), this))
    , m_first(new SecondsBox(u"reconnectFirst"_s, reconnect.initial, 0ms, 24h, this))
    , m_factor(new QDoubleSpinBox(this))
    , m_longest(new SecondsBox(u"reconnectLongest"_s, reconnect.cap, 0ms, 24h, this))
    , m_spread(new QDoubleSpinBox(this))
    , m_maxAttempts(new QSpinBox(this))
    , m_pingInterval(new SecondsBox(u"pingInterval"_s, keepAlive.pingInterval, 0ms, 24h, this))
    , m_pingTimeout(new SecondsBox(u"pingTimeout"_s, keepAlive.timeout, 100ms, 24h, this))
{
    m_enabled->setObjectName(u"reconnect"_s);
    m_enabled->setChecked(reconnect.enabled);
    m_afterRefusal->setObjectName(u"afterRefusal"_s);
    m_afterRefusal->setChecked(reconnect.afterRefusal);
    m_afterNormalClose->setObjectName(u"afterNormalClose"_s);
    m_afterNormalClose->setChecked(reconnect.afterNormalClose);
    m_factor->setObjectName(u"reconnectFactor"_s);
    m_factor->setRange(1, 10);
    m_factor->setSingleStep(0.5);
    m_factor->setPrefix(u"× "_s);
    m_factor->setValue(reconnect.factor);
    m_spread->setObjectName(u"reconnectSpread"_s);
    m_spread->setRange(0, 100);
    m_spread->setDecimals(1);
    m_spread->setPrefix(u"± "_s);
    m_spread->setSuffix(tr(" %"));
    m_spread->setValue(reconnect.spread * 100.0);
    m_maxAttempts->setObjectName(u"maxAttempts"_s);
    m_maxAttempts->setRange(0, 1'000'000);
    m_maxAttempts->setSpecialValueText(tr("no limit"));
    m_maxAttempts->setValue(reconnect.maxAttempts);
    m_pingInterval->setSpecialValueText(tr("no pings"));

    auto *form = new QFormLayout(this);
    form->addRow(m_enabled);
    form->addRow(m_afterRefusal);
    form->addRow(m_afterNormalClose);
    form->addRow(tr("First wait:"), m_first);
    form->addRow(tr("Each further wait:"), m_factor);
    form->addRow(tr("Longest wait:"), m_longest);
    form->addRow(tr("Random spread:"), m_spread);
    form->addRow(tr("Attempts in a row:"), m_maxAttempts);
    form->addRow(makeExplanation(tr("When a connection has stayed open for 10 s, the next wait is the first one again. "
                                    "Disconnecting by hand never leads to an attempt."),
                                 this));
    form->addRow(tr("Ping every:"), m_pingInterval);
    form->addRow(tr("Wait for the Pong:"), m_pingTimeout);
    for (QWidget *dependent : std::initializer_list<QWidget *>{m_afterRefusal, m_afterNormalClose, m_first, m_factor,
                                                               m_longest, m_spread, m_maxAttempts}) {
        dependent->setEnabled(reconnect.enabled);
        connect(m_enabled, &QCheckBox::toggled, dependent, &QWidget::setEnabled);
    }
}

ReconnectOptions ReconnectPage::reconnect() const
{
    ReconnectOptions options = m_initial;
    options.enabled = m_enabled->isChecked();
    options.afterRefusal = m_afterRefusal->isChecked();
    options.afterNormalClose = m_afterNormalClose->isChecked();
    options.maxAttempts = m_maxAttempts->value();
    options.initial = m_first->time();
    options.factor = m_factor->value();
    options.cap = m_longest->time();
    options.spread = m_spread->value() / 100.0;
    return options;
}

KeepAliveOptions ReconnectPage::keepAlive() const
{
    return {.pingInterval = m_pingInterval->time(), .timeout = m_pingTimeout->time()};
}

} // namespace sonde
