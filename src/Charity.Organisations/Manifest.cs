using Charity.Platform.Modules;

[assembly: Module(Name = "Organisations", Description = "The area tree, the charity itself, and the dossiers of social organisations.")]
