using Charity.Platform.Modules;

[assembly: Module(Name = "Organisations", Description = "The area tree and the charity itself.")]
