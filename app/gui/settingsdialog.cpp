// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settingsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 MiB = 1 << 20;

QComboBox *makeChoice(const QString &name, const QList<QPair<QString, QString>> &items, const QString &current,
                      QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    for (const auto &[label, value] : items)
        box->addItem(label, value);
    box->setCurrentIndex(std::max(0, box->findData(current)));
    return box;
}

} // namespace

SettingsDialog::SettingsDialog(const Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_captureLimit(new QSpinBox(this))
    , m_clearAfterSending(new QCheckBox(tr("Empty the send box when a message went out"), this))
    , m_processEnvironment(new QCheckBox(tr("Placeholders may read the environment: {{env:NAME}}"), this))
    , m_outsideFiles(new QCheckBox(tr("Placeholders may read files outside of the workspace: {{file:PATH}}"), this))
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    // The languages' own names: who can't read the present one must find theirs.
    m_language = makeChoice(u"language"_s,
                            {{tr("Same as the system"), QString()}, {u"English"_s, u"en"_s}, {u"Русский"_s, u"ru"_s}},
                            settings.language, this);
    m_appearance = makeChoice(
        u"appearance"_s, {{tr("Same as the system"), QString()}, {tr("Light"), u"light"_s}, {tr("Dark"), u"dark"_s}},
        settings.appearance, this);
    m_captureLimit->setObjectName(u"captureLimit"_s);
    m_captureLimit->setRange(int(Settings::MinCaptureLimit / MiB), int(Settings::MaxCaptureLimit / MiB));
    m_captureLimit->setSuffix(tr(" MiB"));
    m_captureLimit->setGroupSeparatorShown(true);
    m_captureLimit->setValue(int(settings.captureLimit / MiB));
    m_clearAfterSending->setObjectName(u"clearAfterSending"_s);
    m_clearAfterSending->setChecked(settings.clearAfterSending);
    m_processEnvironment->setObjectName(u"processEnvironment"_s);
    m_processEnvironment->setChecked(settings.allowsProcessEnvironment);
    m_outsideFiles->setObjectName(u"outsideFiles"_s);
    m_outsideFiles->setChecked(settings.allowsOutsideFiles);

    auto *explanation =
        new QLabel(tr("Language and appearance change at the next start. When all captures together take "
                      "more than the limit, the oldest are deleted, never one that is open."),
                   this);
    explanation->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout(this);
    form->addRow(tr("Language:"), m_language);
    form->addRow(tr("Appearance:"), m_appearance);
    form->addRow(tr("All captures together:"), m_captureLimit);
    form->addRow(m_clearAfterSending);
    form->addRow(m_processEnvironment);
    form->addRow(m_outsideFiles);
    form->addRow(explanation);
    form->addRow(buttons);
    setMinimumWidth(460);
}

Settings SettingsDialog::settings() const
{
    Settings settings = m_settings;
    settings.language = m_language->currentData().toString();
    settings.appearance = m_appearance->currentData().toString();
    settings.captureLimit = m_captureLimit->value() * MiB;
    settings.clearAfterSending = m_clearAfterSending->isChecked();
    settings.allowsProcessEnvironment = m_processEnvironment->isChecked();
    settings.allowsOutsideFiles = m_outsideFiles->isChecked();
    return settings;
}

} // namespace sonde
