// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/closeform.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr std::array<quint16, 12> OfferedCodes = {1000, 1001, 1002, 1003, 1007, 1008,
                                                  1009, 1011, 1012, 1013, 3000, 4000};
constexpr quint16 NoCode = 1005;

} // namespace

CloseForm::CloseForm(QWidget *parent)
    : QWidget(parent)
    , m_code(new QComboBox(this))
    , m_reason(new QLineEdit(this))
{
    m_code->setObjectName(u"closeCode"_s);
    m_code->setAccessibleName(tr("Close code"));
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    for (const quint16 code : OfferedCodes)
        m_code->addItem(QString(QString::number(code) + u' ' + closeCodeName(code)).trimmed());
    m_code->addItem(tr("no code"));
    m_code->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 30);
    m_reason->setObjectName(u"closeReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, at most 123 bytes"));

    auto *row = new QHBoxLayout;
    row->addWidget(m_code);
    row->addWidget(m_reason, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addStretch();
    setFocusProxy(m_reason);

    connect(m_code, &QComboBox::currentTextChanged, this, &CloseForm::changed);
    connect(m_reason, &QLineEdit::textChanged, this, &CloseForm::changed);
    connect(m_reason, &QLineEdit::returnPressed, this, &CloseForm::returnPressed);
}

Result<CloseFrame> CloseForm::frame() const
{
    const QString typed = m_code->currentText().trimmed();
    CloseFrame frame{NoCode, m_reason->text()};
    if (typed != tr("no code")) {
        frame.code = typed.section(u' ', 0, 0).toUShort();
        if (!isSendableCloseCode(frame.code))
            return fail(tr("\"%1\" is not a code that a Close frame may carry.").arg(typed),
                        tr("Use 1000 to 1003, 1007 to 1014, or 3000 to 4999."));
    } else if (!frame.reason.isEmpty()) {
        return fail(tr("A Close frame without a code carries no reason."), tr("Choose a code, or empty the reason."));
    }
    if (const qsizetype size = frame.reason.toUtf8().size(); size > MaxCloseReason)
        return fail(tr("The reason has %n byte(s), and at most %1 fit.", nullptr, int(size)).arg(MaxCloseReason),
                    tr("Shorten it."));
    return frame;
}

QString CloseForm::reason() const
{
    return m_reason->text();
}

void CloseForm::insertIntoTabOrder(QWidget *before)
{
    setTabOrder(before, m_code);
    setTabOrder(m_code, m_reason);
}

void CloseForm::setReason(const QString &reason)
{
    m_reason->setText(reason);
}

} // namespace sonde
