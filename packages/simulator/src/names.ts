import type { NameList } from './markets.ts'

interface Names {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/** Common given and family names; any likeness of a pair to a living person is chance. */
export const nameLists: Readonly<Record<NameList, Names>> = {
  german: {
    first: words(
      'Anna Ben Clara David Emma Felix Greta Hannes Ida Jonas Käthe Lukas Mia Nils Paula Sönke Tim Zoë',
    ),
    last: words(
      'Bauer Becker Fischer Großmann Hofmann Keller Krüger Lang Maier Neumann Richter Schäfer Vogel Wolf',
    ),
  },
  french: {
    first: words('Alice Baptiste Camille Désirée Élodie François Hugo Inès Jules Léa Manon Noël Romane Théo'),
    last: words('Bernard Durand Fabre Garnier Lefèvre Leroy Marchand Moreau Petit Rousseau Simon Vidal'),
  },
  dutch: {
    first: words('Anouk Bram Daan Eva Femke Jasper Lotte Maarten Noor Ruben Sanne Sven Tess Wouter'),
    last: words('Bakker Boer Dekker Hendriks Jansen Kuiper Meijer Mulder Peters Smit Visser Willems'),
  },
  english: {
    first: words('Amelia Charlie Daisy Edward Freya George Harriet Isaac Jack Lily Noah Olivia Poppy Theo'),
    last: words(
      "Adams Baker Clark Davies Evans Foster Green Harris Jones Morgan O'Neill Parker Turner Wright",
    ),
  },
  swedish: {
    first: words('Agnes Björn Ebba Elias Freja Göran Hanna Linnéa Måns Nils Saga Ville'),
    last: words('Andersson Berg Dahl Ekström Holm Lindqvist Nyström Sjöberg Ström Åkesson'),
  },
  polish: {
    first: words('Agnieszka Bartosz Ewa Jakub Kinga Łukasz Maja Olga Paweł Stanisław Zofia'),
    last: words('Dudek Kowalczyk Lis Mazur Nowak Pawlak Sikora Wójcik Wróbel Zając'),
  },
  italian: {
    first: words('Alessia Chiara Davide Elisa Giulia Luca Marco Nicolò Paola Sofia'),
    last: words('Bianchi Colombo Conti Esposito Ferrari Galli Greco Marini Ricci Rinaldi'),
  },
  spanish: {
    first: words('Adrián Carmen Diego Elena Íñigo Lucía Marta Nuria Pablo Sergio'),
    last: words('Castro Díaz García Iglesias Muñoz Navarro Núñez Ortega Ramos Vega'),
  },
}

const lettersWithoutAccentForm: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae' }

/** The part of a name that fits before the @ of an address. */
export function addressPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßłøæ]/g, (letter) => lettersWithoutAccentForm[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}

function words(list: string): readonly string[] {
  return list.split(' ')
}
